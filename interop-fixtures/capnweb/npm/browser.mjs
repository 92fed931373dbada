// The npm package in a browser: node browser.mjs WS-URL PAGE-PORT. Serves a page on the port, opens it in Debian's chromium by two names, and prints
// what the page sees, a line for each scenario.
import http from 'node:http';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const [wsUrl, pagePort] = process.argv.slice(2);
const library = await readFile(new URL('node_modules/capnweb/dist/index.js', import.meta.url));
const pages = http.createServer((request, response) => {
    const isLibrary = request.url === '/capnweb.js';
    response.setHeader('Content-Type', isLibrary ? 'text/javascript' : 'text/html');
    response.end(isLibrary ? library : '<!doctype html><title>peer</title>');
});
await new Promise(listening => pages.listen(Number(pagePort), '127.0.0.1', listening));

async function talk(url) {
    const { RpcTarget, newWebSocketRpcSession } = await import('/capnweb.js');
    class Callback extends RpcTarget {
        heard = [];
        hear(text) { this.heard.push(text); return text.toUpperCase(); }
    }
    const api = newWebSocketRpcSession(url);
    const callback = new Callback();
    const seen = {
        greet: await api.greet('Ann'),
        pipeline: await api.user(4).friend().name(),
        map: await api.users().map(user => user.name()),
        callback: await api.callBack(text => callback.hear(text)),
        error: await api.fail().catch(error => `${error.name}: ${error.message}`),
    };
    api[Symbol.dispose]();
    return seen;
}

const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${pagePort}/`);
    for (const [name, value] of Object.entries(await page.evaluate(talk, wsUrl))) console.log(`${name} ${JSON.stringify(value)}`);
    await page.goto(`http://localhost:${pagePort}/`);
    const refused = await page.evaluate(talk, wsUrl).then(() => 'served', () => 'refused');
    console.log(`another origin ${refused}`);
} finally {
    await browser.close();
    pages.close();
}
