import { LawGradeList } from './lawgrade.js';
import { element, replace } from './element.js';
import { statusOf } from './properties.js';
import { capital, times } from './wording.js';

const storageKey = 'peer-explore-law';
const systemNames = { sneakernet: 'SneakerNet', tracker: 'Ring tracker', link: 'Link', rpc: 'Cap’n Web', libp2p: 'libp2p' };
const pause = 300;
const beginnings = ['always', 'never', 'at last'];
const joints = ['not', 'and', 'or', 'implies', '=', '!=', '(', ')', ';'];

const button = (words, onclick, attributes = {}) => element('button', { type: 'button', onclick, ...attributes }, words);

/** The panel in which a reader writes a law, and has it graded. */
export class LawPanel {
    #desk;
    #system;
    #check;
    #question = 0;
    #grading;
    /** The law of the last grade, and the law whose clauses stand beside the properties. */
    #graded;
    #watched;
    #looked = 0;

    /** `page` is `{ exploration, attempt }`. */
    constructor(panel, page) {
        this.panel = panel;
        this.page = page;
        this.title = element('h2', { id: 'law-title', tabindex: '-1' });
        this.task = element('p');
        this.text = element('textarea', {
            id: 'law-text', rows: 4, spellcheck: 'false', autocapitalize: 'off', maxlength: 1000, 'aria-describedby': 'law-problem',
            oninput: () => this.#changed(), onkeydown: event => this.#press(event),
        });
        this.problem = element('p', { id: 'law-problem', role: 'status' });
        this.words = element('div');
        const wordBox = element('details', { id: 'law-words', open: !matchMedia('(max-width: 900px)').matches }, element('summary', {}, 'Words to insert'), this.words);
        this.grade = button('Grade', () => this.#grade(), { id: 'law-grade', class: 'onward', 'aria-keyshortcuts': 'Control+Enter' });
        this.cancel = button('Cancel', () => this.#grading?.cancel(), { id: 'law-cancel', hidden: true });
        this.progress = element('span', { id: 'law-progress', role: 'status' });
        this.list = new LawGradeList(link => this.#openRun(link));
        this.standing = element('section', { id: 'law-standing', 'aria-label': 'Your law here', hidden: true });
        document.getElementById('properties').before(this.standing);
        panel.replaceChildren(
            element('div', { class: 'bar' }, this.title, button('Close', () => this.close(), { id: 'close-law' })),
            element('div', { id: 'law-columns' },
                element('div', { id: 'law-writing' }, this.task, element('label', { for: 'law-text' }, 'Your law'), this.text, this.problem,
                    element('div', { class: 'bar' }, this.grade, this.cancel, this.progress), this.list.root),
                wordBox));
        panel.addEventListener('keydown', event => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            this.close();
        });
    }

    /** Opens the panel for the system that the page shows. */
    async open() {
        const { system } = this.page.exploration.start;
        const opened = this.#system === system || await this.page.attempt((async () => {
            const desk = await this.page.exploration.api.laws(system);
            this.#show(await desk.exercise());
            this.#desk = desk;
            return true;
        })());
        if (!opened) return;
        this.panel.hidden = false;
        this.title.focus();
    }

    close() {
        this.#grading?.cancel();
        this.panel.hidden = true;
        document.getElementById('open-law').focus();
    }

    /** Shows a run, with the clauses of the law beside its properties. */
    #openRun(link) {
        this.#watched = this.#graded;
        return this.page.attempt(this.page.exploration.openLink(link));
    }

    /** Learns that the page shows another position: how the law stands there. */
    async arrive() {
        const look = ++this.#looked;
        const { api, position } = this.page.exploration;
        const clauses = this.#watched === undefined ? null : await this.page.attempt(api.lawAt(position.id, this.#watched));
        if (look !== this.#looked) return;
        this.standing.hidden = !clauses;
        if (!clauses) return;
        const hide = () => {
            this.#watched = undefined;
            this.arrive();
        };
        replace(this.standing, element('div', { class: 'bar' }, element('h3', {}, 'Your law here'), button('Hide', hide, { 'data-key': 'hide-law' })),
            element('ul', {}, clauses.map(clause => {
                const { tone, mark, words } = statusOf(clause, this.page.exploration.path);
                return element('li', { class: `property ${tone}` }, element('span', { class: 'status' }, `${mark} ${words}: `), element('code', {}, clause.sentence));
            })));
    }

    #show(exercise) {
        this.#grading?.cancel();
        this.#system = exercise.system;
        this.title.textContent = `Write the law: ${systemNames[exercise.system] ?? exercise.system}`;
        this.task.textContent = `Say what must always hold, or what must come about at last. ${capital(times(exercise.correct, 'correct machine'))} must keep your law, `
            + `and it must catch ${times(exercise.bugs, 'bug')}.`;
        this.machines = exercise.correct + exercise.bugs;
        this.text.value = localStorage.getItem(`${storageKey}/${exercise.system}`) ?? exercise.beginning;
        this.#offer(exercise);
        this.list.clear();
        this.progress.textContent = '';
        this.#tell(null);
    }

    #offer({ sorts, words }) {
        const insert = (shown, about, text = shown) => element('li', {},
            button(shown, () => this.#insert(text), { 'data-insert': text }), about && element('span', {}, ` ${about}`));
        const group = (title, items, attributes = {}) => element('section', { 'aria-label': title }, element('h3', {}, title), element('ul', attributes, items));
        const variable = { peer: 'p' };
        const named = sort => variable[sort.name] ?? sort.name[0];
        replace(this.words,
            group('Words', words.map(word => insert(word.use, word.about))),
            group('For every one, or for some one', sorts.flatMap(sort => [
                insert(`for every ${sort.name} ${named(sort)}:`, sort.about), insert(`for some ${sort.name} ${named(sort)}:`)])),
            group('Numbers', sorts.map(sort => insert(`count ${sort.name} ${named(sort)}: (…)`, `the number of each ${sort.name} for which the words in the parentheses are true`,
                `count ${sort.name} ${named(sort)}: (`))),
            group('A law begins with', beginnings.map(word => insert(word)), { class: 'flat' }),
            group('Words that join', joints.map(word => insert(word)), { class: 'flat' }));
    }

    /** Puts words where the cursor is, with blanks around them. */
    #insert(words) {
        const { selectionStart: from, selectionEnd: to, value } = this.text;
        const before = from === 0 || /\s|\($/.test(value.slice(0, from).slice(-1)) ? '' : ' ';
        const after = /^\s/.test(value.slice(to)) ? '' : ' ';
        this.text.focus();
        this.text.setRangeText(`${before}${words}${after}`, from, to, 'end');
        this.#changed();
    }

    #press(event) {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        this.#grade();
    }

    #changed() {
        localStorage.setItem(`${storageKey}/${this.#system}`, this.text.value);
        clearTimeout(this.#check);
        this.#check = setTimeout(() => this.#ask(), pause);
    }

    /** Whether the text is a law; its problem is shown. The last question counts. */
    async #ask() {
        clearTimeout(this.#check);
        const question = ++this.#question;
        const problem = await this.page.attempt(this.#desk.problem(this.text.value));
        if (question !== this.#question || problem === undefined) return false;
        this.#tell(problem);
        return problem === null;
    }

    #tell(problem) {
        this.text.setAttribute('aria-invalid', problem !== null);
        if (problem === null) {
            replace(this.problem);
            return;
        }
        const { line, column, offset, length, sentence } = problem;
        const { value } = this.text;
        const from = value.lastIndexOf('\n', offset - 1) + 1;
        const end = value.indexOf('\n', offset + length);
        const mark = value.slice(offset, offset + length) || ' ';
        replace(this.problem,
            element('code', { 'aria-hidden': 'true' }, value.slice(from, offset), element('mark', {}, mark), value.slice(offset + length, end < 0 ? undefined : end)),
            element('span', {}, `${line > 1 ? `Line ${line}, column` : 'Column'} ${column}: ${sentence} `),
            button('Go there', () => {
                this.text.focus();
                this.text.setSelectionRange(offset, offset + length);
            }));
    }

    async #grade() {
        if (this.#grading || !await this.#ask()) return;
        this.list.clear();
        this.#graded = this.text.value;
        let judged = 0;
        const hear = machine => {
            this.progress.textContent = `${++judged} of ${times(this.machines, 'machine')} …`;
            this.list.add(machine);
        };
        this.progress.textContent = 'Searching …';
        this.cancel.hidden = false;
        const grade = await this.page.attempt((async () => {
            const grading = await this.#desk.grade(this.text.value, hear);
            this.#grading = grading;
            try {
                return await grading.result();
            } finally {
                grading[Symbol.dispose]();
            }
        })());
        this.#grading = undefined;
        this.cancel.hidden = true;
        this.progress.textContent = grade ? '' : 'Stopped.';
        if (grade) this.list.conclude(grade);
    }
}
