import { element } from './element.js';
import { lostSince } from './properties.js';
import { capital, sentence } from './wording.js';

const storageKey = 'peer-explore-lessons';
const systemNames = { sneakernet: 'SneakerNet', tracker: 'Ring tracker', link: 'Link', rpc: 'Cap’n Web', libp2p: 'libp2p' };
const titles = { watch: 'Watch', guess: 'Guess', drive: 'Drive', why: 'Why, and the law', mend: 'The mend', done: 'Done' };

const nameOf = lesson => `${lesson.system}/${lesson.name}`;
const read = (...paragraphs) => paragraphs.map(words => element('p', {}, words));
const button = (words, onclick, attributes = {}) => element('button', { type: 'button', onclick, ...attributes }, words);

/** The list of the lessons, and the panel that leads through one of them, stage by stage. */
export class Lessons {
    #lesson;
    #reached;
    #chosen;
    #next;
    #question = 0;
    #done = new Set(JSON.parse(localStorage.getItem(storageKey) ?? '[]'));

    /** `page` is `{ exploration, attempt, refresh, point, compare }`: what a lesson asks of the page around it. */
    constructor(panel, dialog, lessons, page) {
        this.panel = panel;
        this.dialog = dialog;
        this.lessons = lessons;
        this.page = page;
        this.title = element('h2', { id: 'lesson-title' });
        this.stages = element('ol', { id: 'lesson-stages', 'aria-label': 'Stages' });
        this.body = element('div', { id: 'lesson-body' });
        this.said = element('p', { id: 'lesson-said', role: 'status' });
        this.foot = element('div', { class: 'bar', id: 'lesson-foot' });
        panel.replaceChildren(
            element('div', { class: 'bar' }, this.title, this.stages, button('Close lesson', () => this.close(), { id: 'close-lesson' })),
            this.body, this.said, this.foot);
    }

    /** Shows all lessons, by system. */
    choose() {
        const systems = [...new Set(this.lessons.map(lesson => lesson.system))];
        this.dialog.replaceChildren(
            element('h2', { id: 'lessons-title' }, 'Lessons'),
            ...read('Each lesson shows a defect or a subtlety of a real protocol. You watch a recording, guess, drive the peers, and read the law.'),
            ...systems.map(system => element('section', { 'aria-label': systemNames[system] ?? system },
                element('h3', {}, systemNames[system] ?? system),
                element('ul', {}, this.lessons.filter(lesson => lesson.system === system).map(lesson => this.#choice(lesson))))),
            element('form', { method: 'dialog' }, element('button', {}, 'Close')));
        this.dialog.showModal();
    }

    #choice(lesson) {
        return element('li', {}, button([
            element('span', { class: 'title' }, lesson.title),
            element('span', { class: 'topic' }, `${lesson.topic}${this.#done.has(nameOf(lesson)) ? ' · done ✓' : ''}`),
        ], () => this.open(lesson), { 'data-lesson': nameOf(lesson) }));
    }

    /** Opens the world of a lesson, and begins with its first stage. */
    async open(lesson) {
        this.dialog.close();
        this.names = ['watch', 'guess', 'drive', 'why', ...lesson.mends.length ? ['mend'] : [], 'done'];
        this.stage = this.furthest = 0;
        this.#reached = this.#chosen = this.#next = undefined;
        // From here on the page keeps the answer to itself, also as the world opens.
        this.#lesson = lesson;
        await this.page.attempt(this.page.exploration.openLesson(lesson.system, lesson.name));
        if (!this.#isHere) {
            this.close();
            return;
        }
        this.panel.hidden = false;
        this.title.textContent = lesson.title;
        this.#go(0);
    }

    close() {
        this.#lesson = this.#next = undefined;
        this.panel.hidden = true;
        this.page.refresh();
        document.getElementById('open-lessons').focus();
    }

    /** Presses the button at the foot that leads on. */
    press() {
        ['show', 'hint', 'on', 'next'].map(key => this.foot.querySelector(`[data-foot=${key}]:not(:disabled)`)).find(found => found)?.click();
    }

    get isOpen() { return this.#lesson !== undefined; }

    /** Whether the reader has answered the question, so that the page may show how properties stand; undefined without a lesson. */
    get isGuessed() { return this.#lesson && (this.#chosen !== undefined || this.furthest > this.names.indexOf('guess')); }

    /** The step that the last hint names, in the words of the guidance; nothing without a hint. */
    get next() { return this.#next ?? { words: '' }; }

    /** Learns that the page shows another position, or more of the fate of its properties. */
    arrive(isFate) {
        if (!this.isOpen) return;
        if (!isFate) {
            this.#next = undefined;
            this.#question++;
        }
        if (this.names[this.stage] !== 'drive' || this.#reached !== undefined) return;
        if (!isFate) this.#showFoot();
        if (!this.#isHere) this.#say(`You are in another world than this lesson’s: ${this.#lesson.system}, ${this.#lesson.world}.`);
        else if (!this.#isViolated() && !isFate) this.#askWhetherTaken();
    }

    get #isHere() { return this.#isIn(this.#lesson); }

    /** A lesson's world has the published policy, or the one machine of its system. */
    #isIn({ system, world }) {
        const { start } = this.page.exploration;
        return start.system === system && start.world === world && (start.policy ?? 'published') === 'published';
    }

    get #property() {
        return this.page.exploration.position.properties.find(({ sentence }) => sentence === this.#lesson.property);
    }

    /** What is lost from the start must be seen: the run ends, or the same state comes again. */
    #isViolated() {
        const property = this.#property;
        const since = property && lostSince(property);
        if (since === undefined) return false;
        if (since === 0 && property.kind !== 'always' && property.status !== 'violated') return this.#isRepeated();
        const numberAt = depth => this.page.exploration.numberAt(depth);
        const cause = property.kind === 'always' ? `Step ${numberAt(since)} violates this property`
            : property.status === 'violated' ? `The run ends in step ${numberAt(property.since)}, and this goal is not reached`
            : `Since step ${numberAt(since)} this goal cannot be reached`;
        this.#reach(`${cause}: ${sentence(property.sentence)}`);
        return true;
    }

    #isRepeated() {
        const { path, step } = this.page.exploration;
        const same = path.find(({ digest, depth }) => digest === step.digest && depth < step.depth);
        if (same) this.#reach(`Steps ${same.number} and ${step.number} lead to the same state, so the peers can go on in this way for ever.`);
        return same !== undefined;
    }

    /** Where named steps are to be taken, only the program can tell whether they are. */
    async #askWhetherTaken() {
        this.#say('');
        if (this.#lesson.property === null && this.page.exploration.position.depth) await this.#ask(hint => hint.kind === 'reached');
    }

    async #hint() {
        this.#say('Searching for the next step …');
        await this.#ask(() => true);
    }

    async #ask(isWanted) {
        const { exploration, attempt } = this.page;
        const question = ++this.#question;
        const hint = await attempt(exploration.api.hint(exploration.position.id, this.#lesson.system, this.#lesson.name));
        if (question !== this.#question || !this.isOpen) return;
        if (!hint) this.#say('');
        else if (isWanted(hint)) this.#tell(hint);
    }

    #tell(hint) {
        if (hint.kind === 'reached') {
            const { property } = this.#lesson;
            this.#reach(property === null ? 'You have taken all steps of the task.' : `This property is violated from here on: ${sentence(property)}`);
            return;
        }
        const { position, path } = this.page.exploration;
        this.#next = {
            choose: { words: hint.sentence, action: position.actions[hint.action] },
            quiet: { words: hint.sentence, control: 'quiet' },
            back: { words: hint.sentence, step: path[hint.depth]?.id, control: hint.depth === position.depth - 1 ? 'back' : undefined },
        }[hint.kind];
        this.#say(hint.sentence);
        this.page.refresh();
        this.#showFoot();
    }

    #reach(words) {
        this.#reached = this.page.exploration.position.id;
        this.#next = undefined;
        this.#say(`Task done. ${words}`);
        this.said.classList.add('good');
        this.#showFoot();
        this.page.refresh();
    }

    #say(words) {
        this.said.classList.remove('good', 'bad');
        if (this.said.textContent !== words) this.said.textContent = words;
    }

    #go(stage) {
        this.stage = stage;
        this.furthest = Math.max(this.furthest, stage);
        this.#question++;
        this.#next = undefined;
        this.#say('');
        const name = this.names[stage];
        const heading = element('h3', { tabindex: '-1' }, `${stage + 1} of ${this.names.length}: ${titles[name]}`);
        this.stages.replaceChildren(...this.names.map((each, index) => element('li', {}, button(titles[each], () => this.#go(index), {
            disabled: index > this.furthest, 'aria-current': index === stage && 'step', 'data-stage': each,
        }))));
        this.body.replaceChildren(heading, ...this.#content(name));
        if (name === 'done') this.#finish();
        if (name === 'guess' && this.#chosen !== undefined) this.#reply();
        this.#showFoot();
        this.page.refresh();
        this.panel.scrollTop = 0;
        this.stages.querySelector('[aria-current]').scrollIntoView({ inline: 'center', block: 'nearest' });
        heading.focus();
        if (name === 'drive' && this.#reached === undefined && this.#isHere) this.#isViolated();
    }

    #content(name) {
        const lesson = this.#lesson;
        switch (name) {
            case 'watch': return [...read(lesson.seen), this.#command(lesson.watch)];
            case 'guess': return [this.#questionOf(lesson)];
            case 'drive': return read(`${lesson.task} Choose steps under “What can happen next”.${this.#isLong ? ' “Run to quiet” takes many steps at once.' : ''}`);
            case 'why': return [
                ...this.#guessed(), ...read(lesson.why), element('p', {}, element('strong', {}, 'The law: '), lesson.law),
                element('p', {}, button('Write the law yourself', () => this.page.openLaw(), { id: 'lesson-law' }), ' It is graded against correct machines and planted bugs.'),
                ...lesson.mends.length ? [] : read('The published protocol keeps this law, so this lesson has no mend.')];
            case 'mend': return [
                ...lesson.mends.flatMap(mend => [
                    element('p', {}, element('strong', {}, 'The original: '), sentence(capital(mend.original))),
                    element('p', {}, element('strong', {}, 'The recovering policy: '), sentence(capital(mend.rule)))]),
                ...read('Compare runs both policies under the same schedule.')];
            default: return read(`You have finished “${lesson.title}”. The law: ${lesson.law}`);
        }
    }

    /** Without faults, a goal is violated only at the end of a long run. */
    get #isLong() {
        return this.#property?.kind === 'goal' && Object.values(this.page.exploration.start.faults).every(count => count === 0);
    }

    /** What the reader guessed, and the answer. */
    #guessed() {
        const { answers } = this.#lesson, chosen = answers[this.#chosen], right = answers.find(({ isRight }) => isRight);
        return read(...chosen && chosen !== right ? [`You guessed: “${chosen.text}” ${chosen.reply}`] : [], `The answer: “${right.text}” ${right.reply}`);
    }

    #command(text) {
        const copied = element('span', { role: 'status' });
        const code = element('code', { tabindex: '0' }, text);
        const copy = async () => {
            const isCopied = await navigator.clipboard.writeText(text).then(() => true, () => false);
            if (!isCopied) getSelection().selectAllChildren(code);
            copied.textContent = isCopied ? 'Copied.' : 'Selected: copy it with the browser.';
        };
        return element('div', { class: 'command' }, element('p', {}, 'Run this in the project’s folder to read the recording:'), code, button('Copy', copy), copied);
    }

    #questionOf(lesson) {
        const choice = (answer, index) => element('label', {}, element('input', {
            type: 'radio', name: 'lesson-answer', value: index, checked: index === this.#chosen, onchange: () => {
                this.#chosen = index;
                this.#reply();
                this.#showFoot();
                this.page.refresh();
            },
        }), ` ${answer.text}`);
        return element('fieldset', {}, element('legend', {}, lesson.question), element('div', { class: 'answers' }, lesson.answers.map(choice)));
    }

    #reply() {
        const { isRight, reply } = this.#lesson.answers[this.#chosen];
        this.#say(`${isRight ? 'Right.' : 'Not so.'} ${reply}${isRight ? '' : ' Go on and drive it: the answer comes behind that.'}`);
        this.said.classList.add(isRight ? 'good' : 'bad');
    }

    #finish() {
        this.#done.add(nameOf(this.#lesson));
        localStorage.setItem(storageKey, JSON.stringify([...this.#done]));
    }

    #showFoot() {
        const focused = document.activeElement?.closest('#lesson-foot') ? document.activeElement.dataset.foot : undefined;
        this.foot.replaceChildren(...this.#buttons(this.names[this.stage]));
        if (focused) (this.foot.querySelector(`[data-foot=${focused}]`) ?? this.foot.querySelector('button:not(:disabled)'))?.focus();
    }

    #buttons(name) {
        const foot = (words, onclick, key, attributes) => button(words, onclick, { 'data-foot': key, ...attributes });
        const on = (words, attributes) => foot(words, () => this.#go(this.stage + 1), 'on', { class: 'onward', ...attributes });
        switch (name) {
            case 'guess': return [on(this.#chosen === undefined ? 'Choose an answer to go on' : 'Go on', { disabled: this.#chosen === undefined })];
            case 'drive': return this.#driving(foot, on);
            case 'mend': return [foot('Compare under the same schedule', () => this.#compare(), 'compare'), on('Go on')];
            case 'done': {
                const next = this.lessons[this.lessons.indexOf(this.#lesson) + 1];
                return [
                    next && foot(`Next lesson: ${next.title}`, () => this.open(next), 'next', { class: 'onward' }),
                    foot('All lessons', () => this.choose(), 'all')].filter(each => each);
            }
            default: return [on('Go on')];
        }
    }

    #driving(foot, on) {
        if (this.#reached !== undefined) return [on('Go on')];
        if (!this.#isHere) return [foot('Open the lesson’s world', () => this.#enter(), 'enter'), on('Skip the task', { class: '' })];
        const show = this.#next && foot(this.#next.step === undefined ? 'Show me' : 'Go there', () => this.page.point(), 'show');
        return [foot('Hint', () => this.#hint(), 'hint'), show, on('Skip the task', { class: '' })].filter(each => each);
    }

    #enter() {
        const { exploration, attempt } = this.page;
        return attempt(exploration.openLesson(this.#lesson.system, this.#lesson.name));
    }

    /** Compares from where the task was done, and tells whether the mended machine keeps every property. */
    async #compare() {
        const { exploration, attempt, compare } = this.page;
        if (!this.#isHere) await this.#enter();
        else if (this.#reached !== undefined && exploration.position.id !== this.#reached) await attempt(exploration.goTo(this.#reached));
        const last = await compare('recovering');
        if (!last || !this.isOpen) return;
        const kept = last.properties.every(({ kind, status }) => status !== 'violated' && (kind !== 'goal' || status === 'reached'));
        this.#say(kept
            ? 'Every property holds on the side of the recovering policy.'
            : 'On the side of the recovering policy a property does not hold yet: read its list.');
        this.said.classList.add(kept ? 'good' : 'bad');
    }
}
