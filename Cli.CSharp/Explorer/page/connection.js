import { newWebSocketRpcSession } from './capnweb.js';

const pauses = [200, 500, 1000, 2000, 5000];

function address() {
    const url = new URL('/rpc', location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return url.href;
}

/** Whether the program refuses another page: a browser does not say why it has no WebSocket. */
const isFull = () => fetch('/rpc/batch', { method: 'POST', body: '' }).then(answer => answer.status === 503, () => false);

/** The session with the program. After a break it connects again; `onconnected(api, systems)` and `onbroken(error)` are told. */
export class Connection {
    #failures = 0;
    isOpen = false;

    constructor(onconnected, onbroken) {
        this.onconnected = onconnected;
        this.onbroken = onbroken;
        this.#connect();
    }

    #connect() {
        const api = newWebSocketRpcSession(address());
        api.onRpcBroken(() => this.#retry());
        api.systems().then(systems => {
            this.#failures = 0;
            this.isOpen = true;
            return this.onconnected(api, systems);
        }, () => {});
    }

    async #retry() {
        this.isOpen = false;
        const pause = pauses[Math.min(this.#failures++, pauses.length - 1)];
        this.onbroken(new Error(await isFull()
            ? 'The program shows 16 pages at a time, and as many are open. Close another tab of it: this one then goes on by itself.'
            : 'The program does not answer. If it has ended, start “./peer explore” again with the link of this position.'));
        setTimeout(() => this.#connect(), pause);
    }
}
