// How long the explorer's page takes from a click to the drawn step: node frames.mjs ADDRESS [PEERS] [STEPS]. Prints a line for each system: the median and the
// slowest of nine in ten, in milliseconds, until the page has the step, and until the next frame is drawn. The last line is of changes to one word, which ask nothing:
// what the machine and its other work cost.
import { chromium } from 'playwright-core';

const [address, peers = '10', steps = '60'] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'] });

/** Takes steps one after the other, or changes one word each time, with a pause in which the page asks nothing. */
async function take([count, isIdle]) {
    const said = document.querySelector('#said');
    const step = button => new Promise(resolve => {
        const seen = new MutationObserver(() => {
            seen.disconnect();
            performance.mark('shown');
            requestAnimationFrame(() => setTimeout(() => {
                const of = mark => performance.measure(mark, 'clicked', mark).duration;
                performance.mark('drawn');
                resolve([of('shown'), of('drawn')]);
            }));
        });
        seen.observe(said, { childList: true, characterData: true, subtree: true });
        performance.mark('clicked');
        if (isIdle) said.textContent = performance.now(); else button.click();
    });
    const times = [];
    while (times.length < count) {
        const button = document.querySelector('#actions-body [data-kind=deliver], #actions-body [data-kind=timer], #actions-body [data-kind=store]');
        if (!button && !isIdle) break;
        times.push(await step(button));
        await new Promise(resolve => setTimeout(resolve, 40));
    }
    return times;
}

function tell(what, times) {
    const told = index => {
        const sorted = times.map(pair => pair[index]).sort((one, other) => one - other);
        return `${sorted[sorted.length >> 1].toFixed(1)} (${sorted[Math.floor(sorted.length * 0.9)].toFixed(1)})`;
    };
    console.log(times.length ? `${what}, ${times.length} times: shown ${told(0)}, drawn ${told(1)}` : `${what}: no step is left`);
}

try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    await page.goto(address);
    await page.waitForFunction(() => location.hash.length > 1);
    for (const system of await page.locator('#system option').allTextContents()) {
        await page.locator('#system').selectOption(system);
        await page.waitForFunction(system => location.hash.includes(`/${system}/`), system);
        await page.waitForFunction(() => !document.body.classList.contains('busy'));
        await page.locator('#faults summary').click();
        await page.locator('[data-size=peers]').fill(peers);
        await page.locator('#open-size').click();
        await page.waitForFunction(peers => location.hash.includes(`-${peers}-`), peers);
        // The program compiles what it runs often, so the first steps are slower.
        await page.evaluate(take, [30, false]);
        const times = await page.evaluate(take, [Number(steps), false]);
        tell(`${system}, ${peers} peers`, times);
    }
    tell('one word', await page.evaluate(take, [Number(steps), true]));
} finally {
    await browser.close();
}
