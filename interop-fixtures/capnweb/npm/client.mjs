// The npm package as client: node client.mjs WS-URL BATCH-URL. Prints what it sees, a line for each scenario.
import { WebSocket } from 'ws';
globalThis.WebSocket = WebSocket;
const { newHttpBatchRpcSession, newWebSocketRpcSession } = await import('capnweb');

const [wsUrl, batchUrl] = process.argv.slice(2);

function plain(key, value) {
    const original = this?.[key];
    if (original instanceof Uint8Array) return [...original];
    return typeof value === 'bigint' ? `${value}n`
    : value === undefined ? 'undefined'
    : value instanceof Error ? `${value.name}: ${value.message}`
    : typeof value === 'number' && !Number.isFinite(value) ? String(value)
    : value;
}

async function scenario(name, run) {
    let seen;
    try {
        seen = await run();
    } catch (error) {
        seen = error;
    }
    console.log(`${name} ${JSON.stringify(seen, plain)}`);
}

async function all(stream) {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    return chunks;
}

const batch = newHttpBatchRpcSession(batchUrl);
await scenario('batch', () => Promise.all([
    batch.greet('Ann'), batch.user(5).friend().name(), batch.users().map(user => user.name()), batch.get_stats(),
]));

const api = newWebSocketRpcSession(wsUrl);
await scenario('greet', () => api.greet('Ann'));
await scenario('error', () => api.fail());
await scenario('too few', () => api.greet());
await scenario('too many', () => api.greet('Ann', 1));
await scenario('wrong type', () => api.greet(7));
await scenario('unknown property', () => api.unknown);
await scenario('unknown method', () => api.unknown());
await scenario('refused', async () => {
    const names = ['getType', 'GetType', 'ToString', 'equals', 'dispose', 'secret'];
    return Promise.all(names.map(name => api[name]().then(() => name, error => error.name)));
});
await scenario('values', () => api.echo({
    array: [1, [2, []]], date: new Date(5), bytes: new Uint8Array([1, 2, 3]), none: null, big: 12345678901234567890n,
    error: new RangeError('far'), numbers: [Infinity, -Infinity, NaN, -1.5], url: new URL('http://example.org/a'), text: 'ü\u0000"',
}));
await scenario('web types', async () => {
    const back = await api.echo({
        headers: new Headers({ a: '1' }), blob: new Blob(['hello'], { type: 'text/plain' }), floats: new Float32Array([1.5, 2]),
        request: new Request('http://example.org/', { method: 'POST', body: 'asked' }), response: new Response('answered', { status: 201 }),
    });
    return [
        back.headers.get('a'), await back.blob.text(), back.blob.type, [...back.floats],
        back.request.method, await back.request.text(), back.response.status, await back.response.text(),
    ];
});
await scenario('fetch', async () => {
    const request = new Request('http://example.org/x?y=1', { method: 'PUT', headers: { 'x-a': 'b' }, body: 'asked' });
    const response = await api.fetch(request);
    return [response.status, response.headers.get('x-answer'), response.headers.get('content-type'), await response.text()];
});
await scenario('stats', () => api.get_stats());
await scenario('pipeline', () => api.user(3).friend().friend().name());
await scenario('promise as argument', () => api.greet(api.user(3).name()));
await scenario('stub', async () => {
    const user = await api.user(8);
    const names = [await user.name(), await user.friend().name()];
    user[Symbol.dispose]();
    return names;
});
await scenario('property', () => api.user(4).id);
await scenario('map', () => api.users().map(user => ({ name: user.name(), id: user.id })));
await scenario('callback', () => api.callBack(text => text.toUpperCase()));
await scenario('callback fails', () => api.callBack(() => { throw new TypeError('not today'); }));
await scenario('kept callback', async () => {
    await api.keep(text => `${text}, kept`);
    return api.callKept('still');
});
await scenario('function', async () => (await api.adder(3))(4));
await scenario('method as value', async () => (await api.greet)('Zoe'));
await scenario('stream out', async () => all(await api.count(5)));
await scenario('stream in', () => api.sum(new ReadableStream({
    start(stream) {
        for (let number = 1; number <= 100; number++) stream.enqueue(number);
        stream.close();
    },
})));
await scenario('bytes in', () => api.length(new ReadableStream({
    start(stream) {
        for (let part = 0; part < 64; part++) stream.enqueue(new Uint8Array(16384));
        stream.close();
    },
})));
await scenario('writable', async () => {
    const chunks = [];
    await api.writeTo(new WritableStream({ write(chunk) { chunks.push(chunk); }, close() { chunks.push('closed'); } }), 3);
    return chunks;
});
await scenario('authenticate', async () => {
    const wrong = await api.authenticate('guess').then(() => 'in', error => error.message);
    return [wrong, await api.authenticate('secret').whoAmI()];
});
await scenario('many', async () => {
    let sum = 0;
    for (let round = 0; round < 100; round++) {
        const results = await Promise.all(Array.from({ length: 100 }, (_, number) => api.add(number, round)));
        sum += results.reduce((one, other) => one + other, 0);
    }
    return sum;
});
await scenario('held', () => api.held());
api[Symbol.dispose]();
