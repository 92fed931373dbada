// A person who takes every lesson of the explorer's page to its end by its hints: node lessons.mjs ADDRESS FOLDER. Prints a line for each lesson: the program of
// its command, the stages that were reached, how its task was done, and what comparing with the mended machine shows; and before them a line of what the page
// tells of its properties before the reader has guessed, which is nothing, and whether it tells it afterwards. FOLDER gets a screenshot.
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

    /** What the page tells of how properties stand, wherever it stands: in texts, in names for screen readers, and in titles. */
    const answers = () => ['#explore', '#said'].flatMap(place => [one(place), ...one(place).querySelectorAll('[aria-label], [title]')])
        .flatMap(node => [node.getAttribute('aria-label'), node.getAttribute('title'), node.closest('#explore') && node.id !== 'explore' ? '' : node.textContent])
        .flatMap(words => words?.match(/.{0,40}([✗✓○]|out of reach|violated|goal holds).{0,40}/i)?.[0] ?? []);

    /** What becomes of the properties here is known, and the page has shown what it shows of that. */
    async function fated(count) {
        await until(() => window.fates >= count);
        await Promise.all([import('/fatewords.js'), import('/marks.js')]);
        await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }

    /** Looks at the start, then runs ahead of the lesson, guesses there, and goes back. */
    async function guess() {
        await fated(1);
        const told = answers();
        one('#quiet').click();
        await until(() => !one('#progress').hidden);
        await fated(2);
        told.push(...answers());
        const isOffered = ['find', 'open-compare'].some(id => !one(`#${id}`).disabled);
        await pressed('#lesson input[name=lesson-answer]');
        await fated(2);
        const isTold = answers().length > 0;
        one('#diagram .steps').dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
        await until(() => one('#back').disabled);
        return { told: [...new Set(told)], isOffered, isTold };
    }

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

    window.fates = 0;
    await pressed(`[data-lesson="${lesson}"]`);
    await until(() => one('#lesson-stages [data-stage=watch][aria-current=step]'));
    const stages = [...document.querySelectorAll('#lesson-stages [data-stage]')].map(each => each.dataset.stage);
    const told = [one('#lesson .command code').textContent.split(' ')[0], stages.join(' ')];
    let before;
    for (const stage of stages) {
        await until(() => one('#lesson-stages [aria-current=step]').dataset.stage === stage);
        if (stage === 'guess') {
            before = await guess();
        }
        if (stage === 'why' && !one('#lesson-body').textContent.includes('The answer: ')) throw new Error(`${lesson}: no answer`);
        if (stage === 'drive') told.push(await drive());
        if (stage === 'mend') told.push(await compare());
        await foot(stage === 'done' ? 'all' : 'on');
    }
    return { told, before };
}

try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', error => complaints.push(error.message));
    page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()); });
    await page.addInitScript(() => {
        window.fates = 0;
        window.WebSocket = class extends WebSocket {
            constructor(...where) {
                super(...where);
                this.addEventListener('message', ({ data }) => { if (data.includes('lostAtLatest')) window.fates++; });
            }
        };
    });
    await page.goto(address);
    await page.waitForFunction(() => location.hash.length > 1);
    await page.locator('#open-lessons').click();
    await page.locator('[data-lesson]').first().waitFor();
    for (const lesson of await page.locator('[data-lesson]').evaluateAll(all => all.map(each => each.dataset.lesson))) {
        const { told, before } = await page.evaluate(learn, lesson);
        tell(`before the guess of ${lesson}`, before);
        tell(lesson, told);
    }
    await page.screenshot({ path: `${folder}/lessons.png` });
    tell('complaints', complaints);
} finally {
    await browser.close();
}
