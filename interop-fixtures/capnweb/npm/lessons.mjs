// A person who takes every lesson of the explorer's page to its end by its hints: node lessons.mjs ADDRESS FOLDER. Prints a line for each lesson: the program of
// its command, the stages that were reached, how its task was done, and what comparing with the mended machine shows. FOLDER gets a screenshot.
import { chromium } from 'playwright-core';

const [address, folder] = process.argv.slice(2);
const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const complaints = [];
const tell = (name, value) => console.log(`${name} ${JSON.stringify(value)}`);

/** Takes a lesson to its end, in the page: it presses what a reader would press, as soon as it is there. */
async function learn(lesson) {
    const one = selector => document.querySelector(selector);
    const until = async found => {
        for (const end = performance.now() + 60_000; ;) {
            const value = found();
            if (value) return value;
            if (performance.now() > end) throw new Error(`${lesson}: nothing fulfils ${found}`);
            await new Promise(resolve => setTimeout(resolve, 5));
        }
    };
    const pressed = async selector => (await until(() => one(`${selector}:not(:disabled)`))).click();
    const foot = key => pressed(`#lesson-foot [data-foot=${key}]`);
    const said = () => one('#lesson-said').textContent;
    // The address comes a moment after the step.
    const depth = () => one('#said').textContent.match(/^Step (\d+)/)?.[1] ?? '0';
    const isDone = () => said().startsWith('Task done');

    /** A property may turn at any moment, and ends the task. */
    async function drive() {
        while (!isDone()) {
            one('#lesson-foot [data-foot=hint]').click();
            await until(() => isDone() || said().startsWith('Next'));
            if (isDone()) break;
            const before = depth();
            (await until(() => isDone() ? one('#lesson-foot') : one('#explore .hinted'))).click();
            await until(() => isDone() || depth() !== before);
        }
        return said();
    }

    async function compare() {
        await foot('compare');
        await until(() => !one('#compare').hidden && said());
        one('#close-compare').click();
        return said();
    }

    await pressed(`[data-lesson="${lesson}"]`);
    await until(() => one('#lesson-stages [data-stage=watch][aria-current=step]'));
    const stages = [...document.querySelectorAll('#lesson-stages [data-stage]')].map(each => each.dataset.stage);
    const told = [one('#lesson .command code').textContent.split(' ')[0], stages.join(' ')];
    for (const stage of stages) {
        await until(() => one('#lesson-stages [aria-current=step]').dataset.stage === stage);
        if (stage === 'guess') {
            if (one('#properties .status')) throw new Error(`${lesson}: the properties give the answer away`);
            await pressed('#lesson input[name=lesson-answer]');
        }
        if (stage === 'why' && !one('#lesson-body').textContent.includes('The answer: ')) throw new Error(`${lesson}: no answer`);
        if (stage === 'drive') told.push(await drive());
        if (stage === 'mend') told.push(await compare());
        await foot(stage === 'done' ? 'all' : 'on');
    }
    return told;
}

try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()); });
    await page.goto(address);
    await page.waitForFunction(() => location.hash.length > 1);
    await page.locator('#open-lessons').click();
    await page.locator('[data-lesson]').first().waitFor();
    for (const lesson of await page.locator('[data-lesson]').evaluateAll(all => all.map(each => each.dataset.lesson))) tell(lesson, await page.evaluate(learn, lesson));
    await page.screenshot({ path: `${folder}/lessons.png` });
    tell('complaints', complaints);
} finally {
    await browser.close();
}
