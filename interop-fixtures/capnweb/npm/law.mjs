// A person who writes a law on the explorer's page: node law.mjs ADDRESS FOLDER. Prints what the page shows, a line for each thing that is done. FOLDER gets
// screenshots.
import { chromium } from 'playwright-core';

const [address, folder] = process.argv.slice(2);
const answer = `always for every peer p: p items = count item i: (p got i);
always for every peer p, item i, item j: i before j and p got j implies p got i;
always for every peer p: p unagreed = 0;
at last for every peer p, peer q: p calls q and p running and not p hostile implies p told or for every item i: q gives i implies p got i`;
const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const complaints = [];
const tell = (name, value) => console.log(`${name} ${value}`);

try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()); });
    await page.goto(address);
    await page.waitForFunction(() => location.hash.length > 1);
    const text = page.locator('#law-text');
    const graded = () => page.waitForFunction(() => document.querySelector('#law-said strong') !== null);
    const grade = async law => {
        await text.fill(law);
        await text.press('Control+Enter');
        await page.waitForFunction(() => document.querySelector('#law-said strong') === null);
        await graded();
    };

    await page.locator('#open-law').click();
    await text.waitFor();
    await text.fill('always fore every peer p: p ended');
    await page.waitForFunction(() => document.querySelector('#law-problem span') !== null);
    tell('a mistake', (await page.locator('#law-problem span').textContent()).trim());
    await page.screenshot({ path: `${folder}/mistake.png` });

    await grade('always for every peer p, item i: p got i');
    tell('too strict', (await page.locator('#law-said').textContent()).includes('too strict'));

    // The words of the panel are enough to write a law.
    await text.fill('');
    for (const words of ['always', 'for every peer p:', 'for every item i:', 'p got i', 'implies', 'not', 'p gives i'])
        await page.locator(`[data-insert="${words}"]`).click();
    await page.locator('#law-grade').click();
    await page.waitForFunction(() => document.querySelector('#law-said strong') === null);
    await graded();
    tell('a hint', (await page.locator('#law-said').textContent()).includes('Your law misses this bug'));
    await page.locator('#law-hint').click();
    tell('the next hint', await page.locator('#law-said p').last().textContent());
    await page.screenshot({ path: `${folder}/hint.png` });
    await grade(answer);
    tell('full marks', await page.locator('#law-said strong').textContent());
    await page.screenshot({ path: `${folder}/full.png` });
    await page.locator('#law-bugs summary').click();
    await page.locator('#law-bugs .good button').first().click();
    await page.waitForFunction(() => decodeURIComponent(location.hash).includes('+'));
    tell('a run of a bug opens', await page.locator('#law').isVisible());
    tell('the law beside its properties', (await page.locator('#law-standing li.bad .status').first().textContent()).replace(/[0-9]+/, 'N'));
    await page.screenshot({ path: `${folder}/run.png` });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: `${folder}/dark.png` });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: `${folder}/phone.png`, fullPage: true });

    await page.reload();
    await page.waitForFunction(() => location.hash.length > 1);
    await page.locator('#open-law').click();
    await text.waitFor();
    tell('kept for the next visit', await text.inputValue() === answer);
    tell('complaints', JSON.stringify(complaints));
} finally {
    await browser.close();
}
