import { newWebSocketRpcSession } from './capnweb.js';

const pauses = [200, 500, 1000, 2000, 5000];

function address() {
    const url = new URL('/rpc', location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return url.href;
}

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

    #retry() {
        this.isOpen = false;
        const pause = pauses[Math.min(this.#failures++, pauses.length - 1)];
        this.onbroken(new Error('The program does not answer. If it has ended, start “./peer explore” again with the link of this position.'));
        setTimeout(() => this.#connect(), pause);
    }
}
