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
const goal = page => page.locator('#properties [data-property="4"]');
const isBad = page => page.waitForFunction(() => document.querySelector('#properties [data-property="4"]')?.classList.contains('bad'));
const depthOf = link => link.split('/').at(-2).length;

/** Steps after which a task that runs to the end of a world is left to “Run to quiet”. */
const longTask = 12;

/** Takes a lesson to its end by its hints; answers the program of its command, and the stages that were reached. */
async function learn(page, lesson) {
    await page.locator('#open-lessons').click();
    await page.locator(`[data-lesson="${lesson}"]`).click();
    await at(page, 0);
    const stages = [], command = await page.locator('#lesson .command code').textContent();
    for (let depth = 0; stages.at(-1) !== 'done';) {
        const stage = await page.locator('#lesson-stages [aria-current=step]').getAttribute('data-stage');
        if (stages.at(-1) !== stage) stages.push(stage);
        if (stage === 'guess') await page.locator('#lesson input[name=lesson-answer]').first().check();
        if (stage === 'drive') {
            // A property may turn at any moment, and ends the task.
            await pressNow(page, '#lesson-foot [data-foot=hint]');
            await page.waitForFunction(() => /^(Next|Task done)/.test(document.querySelector('#lesson-said').textContent));
            if (depth === longTask && !await isTaskDone(page) && await page.locator('#lesson-body', { hasText: 'Run to quiet' }).count()) {
                await page.locator('#quiet').click();
                await page.waitForFunction(() => document.querySelector('#lesson-said').textContent.startsWith('Task done'));
                stages.push(await page.locator('#lesson-said').textContent());
            } else if (await pressNow(page, '#actions-body .hinted')) await at(page, ++depth);
        }
        if (stage !== 'done' && (stage !== 'drive' || await isTaskDone(page))) await page.locator('#lesson-foot [data-foot=on]').click();
    }
    return [command.split(' ')[0], ...stages];
}

/** Presses a button if it is there at this moment; answers whether it was. */
const pressNow = (page, selector) => page.evaluate(selector => {
    const found = document.querySelector(selector);
    found?.click();
    return found !== null;
}, selector);

const isTaskDone = page => page.evaluate(() => document.querySelector('#lesson-said').textContent.startsWith('Task done'));

try {
    const page = await open(address);
    const start = await at(page, 0);
    tell('token in the address', page.url().includes('token'));
    tell('cookie', (await page.context().cookies()).map(({ httpOnly, sameSite }) => `${httpOnly} ${sameSite}`));
    tell('cookie that the page sees', await page.evaluate(() => document.cookie));
    await page.screenshot({ path: `${folder}/start.png` });

    await press(page, 'deliver');
    await at(page, 1);
    await press(page, 'deliver');
    const before = await at(page, 2);
    await page.locator('.card', { hasText: 'Bob → Alice' }).locator('[data-kind=drop]').click();
    await at(page, 3);
    await isBad(page);
    tell('dropped', await goal(page).locator('.status').textContent());
    await page.locator('#quiet').click();
    await page.waitForFunction(() => document.querySelector('#actions-body')?.textContent.includes('no step can happen'));
    await page.waitForFunction(() => location.hash.split('/').at(-2).length > 3);
    tell('why', await goal(page).locator('.why').textContent());
    await page.waitForTimeout(300);
    const lost = await page.evaluate(() => location.hash.slice(1));
    await page.screenshot({ path: `${folder}/lost.png` });

    const download = page.waitForEvent('download');
    await page.locator('#exports summary').click();
    await page.locator('[data-export=trace]').click();
    await (await download).saveAs(`${folder}/explored.trace`);
    tell('digest of the page', await page.locator('#digest').textContent() === digestOf(lost));
    await page.waitForFunction(() => document.querySelector('#said').textContent.includes('since step 3'));
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

    for (const lesson of ['sneakernet/one-lost-datagram', 'sneakernet/one-partner-at-a-time', 'rpc/two-names-of-one-object']) tell(lesson, await learn(finder, lesson));
    await finder.screenshot({ path: `${folder}/lesson.png` });

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
