// The npm package as server: prints its port; ends when its input does.
import http from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
globalThis.WebSocket = WebSocket;
const { RpcTarget, newWebSocketRpcSession, nodeHttpBatchRpcResponse } = await import('capnweb');

let disposed = 0;

class User extends RpcTarget {
    #id;
    constructor(id) { super(); this.#id = id; }
    get id() { return this.#id; }
    name() { return `user ${this.#id}`; }
    friend() { return new User(this.#id + 1); }
    [Symbol.dispose]() { disposed++; }
}

class Account extends RpcTarget {
    whoAmI() { return 'the owner'; }
}

class Playground extends RpcTarget {
    #kept;
    greet(name) { return `Hello ${name}!`; }
    add(one, other) { return one + other; }
    echo(value) { return value; }
    user(id) { return new User(id); }
    users() { return [new User(1), new User(2)]; }
    fail() { throw new RangeError('too far'); }
    async callBack(callback) { return `${await callback('one')} ${await callback('two')}`; }
    keep(callback) { this.#kept = callback.dup(); }
    callKept(text) { return this.#kept(text); }
    adder(one) { return other => one + other; }
    count(most) {
        return new ReadableStream({
            start(stream) {
                for (let number = 0; number < most; number++) stream.enqueue(number);
                stream.close();
            },
        });
    }
    async sum(numbers) {
        let sum = 0;
        for await (const number of numbers) sum += number;
        return sum;
    }
    async length(bytes) {
        let length = 0;
        for await (const chunk of bytes) length += chunk.length;
        return length;
    }
    async writeTo(stream, count) {
        const writer = stream.getWriter();
        for (let number = 0; number < count; number++) await writer.write(number);
        await writer.close();
    }
    async fetch(request) {
        const words = `${request.method} ${request.url} ${request.headers.get('x-a')}: ${await request.text()}`;
        return new Response(words, { status: 201, headers: { 'x-answer': 'yes' } });
    }
    get_stats() { return { calls: 1, since: new Date(5), mood: 'veryGood', big: 12345678901234567890n }; }
    authenticate(token) {
        if (token !== 'secret') throw new Error('wrong token');
        return new Account();
    }
    disposedUsers() { return disposed; }
}

const server = http.createServer((request, response) => {
    nodeHttpBatchRpcResponse(request, response, new Playground()).catch(() => response.writeHead(500).end());
});
const sockets = new WebSocketServer({ server });
sockets.on('connection', socket => newWebSocketRpcSession(socket, new Playground()));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
