// A person walks through a capture at the explorer's page: node capture.mjs ADDRESS FOLDER. Prints what the page shows, a line for each thing that is done.
import { chromium } from 'playwright-core';

const [address, folder] = process.argv.slice(2);
const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const complaints = [];
const tell = (name, value) => console.log(`${name} ${JSON.stringify(value)}`);

/** Waits until the states and bytes of a step are shown. */
const at = (page, step) => page.waitForFunction(step => document.querySelector('#capture')?.dataset.shown === step, String(step));
const texts = (page, selector) => page.locator(selector).allTextContents();

try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()); });
    await page.goto(address);
    await at(page, 1);
    tell('verdicts', (await texts(page, '#capture-verdicts .good')).length);

    for (let step = 2; step <= 5; step++) {
        await page.keyboard.press('ArrowDown');
        await at(page, step);
    }
    tell('where', (await page.locator('#capture-where').textContent()).split(', ')[0]);
    tell('a state changed', await page.locator('#capture-facts .changed').count() > 0);
    await page.waitForFunction(() => document.querySelector('#capture-bytes').dataset.roles === 'true');
    const number = page.locator('[data-field]', { hasText: 'seq' }).last();
    await number.click();
    await page.locator('#capture-dump .marked').first().waitFor();
    tell('bytes of the last number', (await texts(page, '#capture-dump .marked')).join(' '));
    await page.screenshot({ path: `${folder}/capture.png` });

    await page.keyboard.press('/');
    await page.locator('#motif').fill('HAVE that no WANT answers');
    await page.keyboard.press('Enter');
    await page.locator('[data-match]').first().click();
    tell('found', await texts(page, '[data-match]'));
    await page.locator('#motif').fill('HAVE that no WANT');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('#motif-said').textContent.includes('answers'));
    tell('refused', await page.locator('#motif-said').textContent());

    await page.locator('#capture-changes [data-change=drop]').click();
    await page.locator('#whatif-verdict').waitFor();
    tell('what if', (await page.locator('#whatif-verdict').textContent()).length > 0);
    await page.screenshot({ path: `${folder}/capture-whatif.png` });
    await page.keyboard.press('Escape');
    tell('back', await page.locator('#capture-parts').isVisible());

    await page.locator('#close-capture').click();
    tell('a world', await page.locator('#explore').isVisible());
    const download = page.waitForEvent('download');
    await page.locator('#quiet').click();
    await page.waitForFunction(() => document.querySelector('#actions-body')?.textContent.includes('no step can happen'));
    await page.locator('#exports summary').click();
    await page.locator('[data-export=pcapng]').click();
    await (await download).saveAs(`${folder}/explored.pcapng`);
    await page.locator('#back-to-capture').click();
    tell('the capture again', await page.locator('#capture').isVisible());

    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 800 });
    await page.screenshot({ path: `${folder}/capture-phone.png`, fullPage: true });
} finally {
    tell('complaints', complaints);
    await browser.close();
}
