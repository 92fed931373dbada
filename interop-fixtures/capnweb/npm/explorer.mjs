// A person at the explorer's page: node explorer.mjs ADDRESS OTHER-ADDRESS FOLDER. Prints what the page shows, a line for each thing that is done. The other
// address is another program's: there a second browser opens a link. FOLDER gets the exported trace, and screenshots.
import { chromium } from 'playwright-core';

const [address, other, folder] = process.argv.slice(2);
const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const complaints = [];

async function open(url, options = {}) {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })).newPage();
    await visit(page, url);
    return page;
}

async function visit(page, url) {
    page.setDefaultTimeout(60_000);
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()); });
    await page.goto(url);
}

/** Waits for the step with this number; answers the link of its position. A choice among fewer than 32 is one letter of the link. */
async function at(page, depth) {
    await page.waitForFunction(depth => location.hash.split('/').at(-2)?.length === depth, depth);
    return page.evaluate(() => location.hash.slice(1));
}

const digestOf = link => link.split('/').at(-1);
const tell = (name, value) => console.log(`${name} ${JSON.stringify(value)}`);
const press = (page, kind) => page.locator(`#actions-body [data-kind=${kind}]`).first().click();
const branches = page => page.locator('#branches .branch').count();
const goal = page => page.locator('#properties [data-property="7"]');
const isBad = page => page.waitForFunction(() => document.querySelector('#properties [data-property="7"]')?.classList.contains('bad'));
const depthOf = link => link.split('/').at(-2).length;

try {
    const page = await open(address);
    const start = await at(page, 0);
    tell('token in the address', page.url().includes('token'));
    tell('cookie', (await page.context().cookies()).map(({ httpOnly, sameSite }) => `${httpOnly} ${sameSite}`));
    tell('cookie that the page sees', await page.evaluate(() => document.cookie));
    // Of all that is loaded at first, as files; it is sent compressed.
    tell('first load under 195 kB', await page.evaluate(() =>
        performance.getEntries().reduce((sum, { decodedBodySize }) => sum + (decodedBodySize ?? 0), 0)) < 195_000);
    await page.screenshot({ path: `${folder}/start.png` });

    tell('headings that are cut', await page.evaluate(() => {
        const letters = document.createElement('canvas').getContext('2d');
        const isCut = select => {
            letters.font = getComputedStyle(select).font;
            return letters.measureText(select.selectedOptions[0].textContent).width > select.clientWidth - 20;
        };
        const summary = document.querySelector('#faults summary');
        return [...[...document.querySelectorAll('#setup select')].filter(isCut).map(({ id }) => id), ...summary.scrollWidth > summary.clientWidth ? ['faults'] : []];
    }));
    await press(page, 'deliver');
    await at(page, 1);
    const drawn = await page.evaluateHandle(() => [document.querySelector('#diagram .step'), document.querySelector('#diagram svg text'), document.querySelector('#diagram .way')]);
    await press(page, 'deliver');
    const before = await at(page, 2);
    tell('a step keeps what is drawn', await drawn.evaluate(nodes => nodes.every(node => node.isConnected)));
    await page.locator('.card', { hasText: 'Bob → Alice' }).locator('[data-kind=drop]').click();
    await at(page, 3);
    await isBad(page);
    tell('dropped', await goal(page).locator('.status').textContent());
    await page.waitForFunction(() => document.querySelector('#guidance-words').textContent.includes('turned'));
    tell('advised', await page.locator('#guidance-words').textContent());
    await page.locator('#quiet').click();
    await page.waitForFunction(() => document.querySelector('#actions-body')?.textContent.includes('no step can happen'));
    await page.waitForFunction(() => location.hash.split('/').at(-2).length > 3);
    tell('why', await goal(page).locator('.why', { hasText: 'needs it' }).textContent());
    await page.waitForTimeout(300);
    const lost = await page.evaluate(() => location.hash.slice(1));
    await page.screenshot({ path: `${folder}/lost.png` });

    const download = page.waitForEvent('download');
    await page.locator('#exports summary').click();
    await page.locator('[data-export=trace]').click();
    await (await download).saveAs(`${folder}/explored.trace`);
    tell('digest of the page', await page.locator('#digest').textContent() === digestOf(lost));
    await page.waitForFunction(() => document.querySelector('#said').textContent.includes('since step 5'));
    tell('said', await page.locator('#said').textContent());

    tell('branches', await branches(page));
    for (let depth = depthOf(lost) - 1; depth >= 2; depth--) await page.keyboard.press('z');
    tell('undone to the same state', before === await at(page, 2));
    await press(page, 'deliver');
    const branched = await at(page, 3);
    tell('branches after another step', await branches(page));
    tell('the branch is another state', digestOf(branched) !== digestOf(lost));
    await page.locator('#branches .branch').first().click();
    await page.waitForFunction(link => location.hash.slice(1) === link, lost);
    tell('the first branch is as it was', await isBad(page).then(() => true));

    await page.locator('#open-compare').click();
    await page.waitForFunction(() => !document.querySelector('#compare').hidden);
    tell('compared', await page.locator('#guidance-words').textContent());
    tell('both sides begin at one height', await page.locator('#compare .pane').evaluateAll(panes => new Set(panes.map(pane => pane.getBoundingClientRect().top)).size === 1));
    await page.screenshot({ path: `${folder}/compare.png` });
    await page.keyboard.press('Escape');

    const finder = await page.context().newPage();
    await finder.emulateMedia({ colorScheme: 'dark' });
    await visit(finder, new URL(`/#${start}`, address).href);
    await at(finder, 0);
    await finder.locator('#find').click();
    await isBad(finder);
    tell('found', await finder.locator('#progress-words').textContent());
    await finder.screenshot({ path: `${folder}/dark.png` });

    await finder.locator('#world').selectOption('three');
    await finder.waitForFunction(() => location.hash.includes('/three/'));
    tell('branches of another world', await finder.locator('#branches .branch').evaluateAll(all => all.map(each => each.ariaLabel)));
    await finder.setViewportSize({ width: 390, height: 844 });
    await press(finder, 'deliver');
    await at(finder, 1);
    tell('lanes on a phone', await finder.locator('#diagram .head').evaluateAll(heads => heads.filter(head => head.getBoundingClientRect().right < innerWidth).map(head => head.textContent)));
    tell('wider than a phone', await finder.evaluate(() => document.documentElement.scrollWidth > innerWidth));
    await finder.screenshot({ path: `${folder}/lanes.png` });

    await finder.setViewportSize({ width: 1280, height: 800 });
    await finder.locator('#let-users').click();
    await finder.waitForFunction(() => location.hash.includes('-with-users'));
    await finder.getByRole('button', { name: 'Writes an event: Alice\'s user writes an event' }).click();
    await at(finder, 2);
    tell('commanded', await finder.locator('.peer[data-peer="0"] li.changed').first().textContent());
    await finder.locator('#faults summary').click();
    await finder.locator('[data-choice=time]').selectOption('latency');
    await finder.locator('[data-bound=latency]').fill('250');
    await finder.locator('#apply-faults').click();
    await finder.waitForFunction(() => location.hash.includes('/latency.250000.0.0/'));
    await at(finder, 2);
    await finder.locator('#faults summary').click();
    await finder.locator('[data-size=peers]').fill('10');
    await finder.locator('#open-size').click();
    await finder.waitForFunction(() => location.hash.includes('/everyone-10-2/'));
    tell('peers', await finder.locator('#peers .peer').count());

    const reader = await open(`${other}#${lost}`, { viewport: { width: 390, height: 800 }, hasTouch: true });
    await at(reader, depthOf(lost));
    await isBad(reader);
    tell('the link in another browser', await reader.evaluate(() => location.hash.slice(1)) === lost);
    tell('the same peers there', await reader.locator('#peers').textContent() === await page.locator('#peers').textContent());
    await reader.screenshot({ path: `${folder}/phone.png`, fullPage: true });
} finally {
    tell('complaints', complaints);
    await browser.close();
}
