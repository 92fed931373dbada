import { element, loadStyle } from './element.js';
import { showNow } from './link.js';
import { capital, sentence, stepCount } from './wording.js';

const walkLength = 40;
const get = id => document.getElementById(id);
const dialog = id => get(id) ?? document.body.appendChild(element('dialog', { id, 'aria-labelledby': `${id}-title` }));

const reasons = {
    end: 'Nothing but faults can happen now.', goal: 'The goal holds and nothing is under way.',
    repeats: 'The same state came again.', limit: 'The walk took as many steps, or as long, as it may.',
};

/** What the toolbar and the keys ask for; loaded with the first of these. `page` is what `main.js` shows. */
export class Commands {
    #law;

    constructor(page) { this.page = page; }

    get #exploration() { return this.page.exploration; }

    async find() {
        const { page } = this, { tree } = this.#exploration;
        if (page.cancelSearch || page.isSecret) return;
        const progress = ({ states, depth, seconds }) => tree === this.#exploration.tree && page.cancelSearch &&
            page.notify(`Searching: ${states.toLocaleString('en')} states, ${stepCount(depth)} deep, ${seconds.toFixed(1)} s`, page.cancelSearch);
        page.notify('Searching for a violation …', () => {});
        const found = await page.attempt(this.#search(progress));
        if (!found || tree !== this.#exploration.tree) return;
        if (found.outcome === 'violated') this.#exploration.adopt(found);
        const isLoop = found.loop !== null && found.loop !== undefined;
        page.notify(`${capital(sentence(found.sentence))}${found.outcome === 'violated' ? ' The way there is a branch: step back through it.' : ''}`
            + (isLoop ? ` From step ${this.#exploration.numberAt(found.loop)} on, the steps repeat for ever.` : ''));
    }

    async #search(progress) {
        const { api, position } = this.#exploration;
        const search = await api.findViolation(position.id, { property: null, maxSeconds: 60 }, progress);
        this.page.cancelSearch = () => search.cancel();
        try {
            return await search.result();
        } finally {
            search[Symbol.dispose]();
        }
    }

    walk() { return this.#walked(this.#exploration.randomWalk(walkLength)); }

    quiet() { return this.#walked(this.#exploration.runToQuiet()); }

    async #walked(promise) {
        const walked = await this.page.attempt(promise);
        if (walked) this.page.notify(`${capital(stepCount(walked.steps.length))}. ${this.page.isSecret ? '' : reasons[walked.reason] ?? ''}`);
    }

    /** In ordered time a timer fires before a message only if the budget has a delay left. */
    async hold() {
        const exploration = this.#exploration, { position, start } = exploration;
        if (start.time !== 'ordered' || position.faultsLeft.delays > 0) return;
        await this.page.attempt(exploration.reopen({ ...start, faults: { ...start.faults, delays: start.faults.delays + 1 } }));
        this.page.notify('A timer may now fire while the message waits. The faults left count that as 1 early timer.');
    }

    /** Shows both sides; answers where the right one comes to. */
    async compare(policy = this.#exploration.otherPolicies[0]) {
        if (!policy || this.page.isSecret) return undefined;
        return this.page.attempt((async () => {
            const [{ compareWith }] = await Promise.all([import('./compare.js'), loadStyle('compare.css'), loadStyle('steps.css')]);
            return compareWith(policy, this.#exploration, other => this.compare(other), this.page.closeCompare);
        })());
    }

    async lessons() {
        const { page } = this;
        page.lessons ??= await page.attempt((async () => {
            const [{ Lessons }, all] = await Promise.all([import('./lessons.js'), this.#exploration.api.lessons(), loadStyle('lessons.css'), loadStyle('dialogs.css')]);
            return new Lessons(get('lesson'), dialog('lessons'), all, {
                get exploration() { return page.exploration; }, attempt: page.attempt, compare: policy => this.compare(policy),
                refresh: () => page.show({ isFate: true }), openLaw: () => this.law(), point: () => get('guidance-step').click(),
            });
        })());
        page.lessons?.choose();
    }

    async law() {
        const { page } = this;
        page.law = this.#law ??= await page.attempt((async () => {
            const [{ LawPanel }] = await Promise.all([import('./law.js'), loadStyle('law.css')]);
            return new LawPanel(get('law'), { get exploration() { return page.exploration; }, attempt: page.attempt });
        })());
        this.#law?.open();
    }

    async help() {
        const [{ showHelp }, { keyboardOf }] = await Promise.all([import('./help.js'), import('./keys.js'), loadStyle('dialogs.css')]);
        showHelp(dialog('help'), this.page.keyboard ??= keyboardOf(this.page));
    }

    /** Copies the address; where the browser refuses, a dialog shows it. */
    async copy() {
        showNow();
        if (await navigator.clipboard.writeText(location.href).then(() => true, () => false)) {
            this.page.notify('The link to this position is copied.');
            return;
        }
        const [{ showLinkIn }] = await Promise.all([import('./linkdialog.js'), loadStyle('dialogs.css')]);
        showLinkIn(dialog('link'), location.href);
    }

    async exports() {
        const [{ offerExports }] = await Promise.all([import('./exports.js'), loadStyle('menus.css')]);
        offerExports(get('exports-body'), get('exports'), kind => this.page.attempt(this.#exploration.api.export(this.#exploration.position.id, kind)));
    }

    branch(by) {
        const { tree } = this.#exploration, { branches } = tree;
        const at = branches.indexOf(tree.branchOf(tree.current));
        return this.page.attempt(this.#exploration.goTo(branches[(at + by + branches.length) % branches.length].tip));
    }

    /** Shows the capture that the command line named, if it did. */
    async capture(contents) {
        const [{ openCapture }] = await Promise.all([import('./capture.js'), loadStyle('capture.css'), loadStyle('steps.css')]);
        openCapture(contents, { capture: () => this.#exploration.api.capture(), said: words => { get('said').textContent = words; } }, this.page.diagram);
    }
}
