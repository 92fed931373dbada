import { Bytes } from './capturebytes.js';
import { CaptureSearch } from './capturesearch.js';
import { CaptureWhatIf } from './capturewhatif.js';
import { Diagram } from './diagram.js';
import { element, replace } from './element.js';
import { Keyboard } from './keyboard.js';
import { Peers } from './peers.js';
import { Rows } from './rows.js';
import { times } from './wording.js';

const tones = { conforms: 'good', diverges: 'bad', 'not-judged': 'warning', 'no-part': 'calm', 'sent-nothing': 'calm' };
const marks = { good: '✓', bad: '✗', warning: '?', calm: '·' };

const button = (words, onclick, attributes = {}) => element('button', { type: 'button', onclick, ...attributes }, words);
const changes = { drop: 'it had been lost', duplicate: 'it had come twice', crash: 'its recipient had crashed then' };
const seconds = value => `${value.toFixed(3)} s`;

/** Shows a capture in place of a world, and a button that leads back to it. `page` is `{ capture, said }`. */
export function openCapture(contents, page, diagram) {
    const root = document.getElementById('capture'), back = document.getElementById('back-to-capture');
    const show = isShown => {
        document.body.classList.toggle('capturing', isShown);
        root.hidden = !isShown;
        back.hidden = isShown;
        diagram.reveal();
    };
    document.body.classList.add('capturing');
    new CaptureWalk(root, contents, { ...page, close: () => show(false) });
    back.onclick = () => show(true);
    show(true);
}

/** A walk through the conversations of a capture, step by step, with what is known of each side beside it. */
class CaptureWalk {
    #conversation = -1;
    #view;
    #step = 0;
    #latest = 0;

    /** `page` is `{ capture, said, close }`: the program's capture, the line that is read aloud, and the way back to a world. */
    constructor(root, contents, page) {
        this.page = page;
        this.contents = contents;
        this.root = root;
        this.title = element('h2', {});
        this.search = new CaptureSearch({
            search: text => page.capture().search(this.#conversation, text), go: number => this.#go(number),
        });
        this.list = element('div', { id: 'capture-list' });
        this.verdicts = element('ul', { class: 'verdicts', id: 'capture-verdicts' });
        this.where = element('p', { id: 'capture-where' });
        this.problem = element('p', { id: 'capture-problem', role: 'alert', hidden: true });
        this.side = element('section', { id: 'capture-side', 'aria-label': 'Conversations and verdicts' },
            element('h2', {}, 'Conversation'), this.list, element('h3', {}, 'Verdicts'), this.verdicts, this.search.root, this.#notes());
        this.back = button('◀ Back', () => this.#go(this.#step - 1), { 'aria-keyshortcuts': 'z' });
        this.forward = button('Forward ▶', () => this.#go(this.#step + 1), { 'aria-keyshortcuts': 'y' });
        const box = element('div', { class: 'diagram' });
        this.bytes = new Bytes(() => page.capture().bytesOf(this.#conversation, this.#step - 1));
        this.changes = element('div', { class: 'bar', id: 'capture-changes' }, element('span', {}, 'What if'),
            Object.entries(changes).map(([change, words]) => button(words, () => this.#ask(change), { 'data-change': change })));
        this.peers = element('div', {});
        root.replaceChildren(
            element('div', { class: 'bar' }, this.title, button('Explore a world', page.close, { id: 'close-capture' })), this.problem,
            element('div', { id: 'capture-parts' },
                this.side,
                element('section', { id: 'capture-run', 'aria-label': 'Messages' },
                    element('div', { class: 'bar' }, element('h2', {}, 'Messages'), this.back, this.forward, this.where), box, this.changes, this.bytes.root),
                element('section', { id: 'capture-facts', 'aria-label': 'States', tabindex: '0' }, element('h2', {}, 'State of each side'), this.peers)),
            element('section', { id: 'capture-whatif', 'aria-label': 'What if', hidden: true }));
        this.parts = root.querySelector('#capture-parts');
        this.whatIf = new CaptureWhatIf(root.querySelector('#capture-whatif'), () => this.#closeWhatIf());
        this.states = new Peers(this.peers);
        this.diagram = new Diagram(box, 'Messages by frame', number => this.#go(number), undefined, 'frame');
        this.keyboard = new Keyboard(this.#commands(), command => !root.hidden && (command.isAlways || !this.whatIf.isOpen));
        document.addEventListener('keydown', event => this.keyboard.press(event));
        this.#attempt(this.show(0));
    }

    /** Tells the reader of a failure; the page stays as it was. */
    async #attempt(promise) {
        this.problem.hidden = true;
        try {
            return await promise;
        } catch (error) {
            this.problem.textContent = error.message;
            this.problem.hidden = false;
            return undefined;
        }
    }

    #commands() {
        return [
            { keys: ['z', 'Backspace', 'ArrowUp', 'ArrowLeft'], words: 'One step back', run: () => this.#go(this.#step - 1) },
            { keys: ['y', 'ArrowDown', 'ArrowRight'], words: 'One step forward', run: () => this.#go(this.#step + 1) },
            { keys: ['['], words: 'The conversation before', run: () => this.#turn(-1) },
            { keys: [']'], words: 'The next conversation', run: () => this.#turn(1) },
            { keys: ['/'], words: 'Search by motif', run: () => this.search.focus() },
            { keys: ['x'], words: 'What if the message had been lost', run: () => this.#ask('drop') },
            { keys: ['Escape'], words: 'Back to the capture', isAlways: true, run: () => this.whatIf.isOpen && this.#closeWhatIf() },
        ];
    }

    /** Asks what the machines do if the message of this step goes otherwise. */
    async #ask(change) {
        const step = this.#view.steps[this.#step - 1];
        if (!step?.isMessage) return;
        this.changes.setAttribute('aria-busy', 'true');
        const found = await this.#attempt(this.page.capture().whatIf(this.#conversation, this.#step - 1, change));
        this.changes.removeAttribute('aria-busy');
        if (!found) return;
        this.parts.hidden = true;
        this.whatIf.show(step.frame, found);
    }

    #closeWhatIf() {
        this.whatIf.root.hidden = true;
        this.parts.hidden = false;
        this.diagram.reveal();
        this.diagram.list.focus();
    }

    #turn(by) {
        const next = this.#conversation + by;
        if (next >= 0 && next < this.contents.conversations.length) this.#attempt(this.show(next));
    }

    #notes() {
        const keys = element('p', { class: 'soft' }, 'Keys: ↑ and ↓ walk, [ and ] change the conversation, / searches, x asks what if the message had been lost.');
        if (!this.contents.notes.length) return keys;
        return element('div', {}, element('h3', {}, 'What the capture lacks'), element('ul', {}, this.contents.notes.map(note => element('li', {}, note))), keys);
    }

    /** Shows a conversation by its place. */
    async show(index) {
        const view = await this.page.capture().conversation(index);
        this.#conversation = index;
        this.#view = view;
        this.title.textContent = `${this.contents.name}: ${view.title}`;
        document.title = `${this.contents.name} – Protocol explorer`;
        this.#showList();
        this.search.clear();
        replace(this.verdicts, view.verdicts.map(verdict => this.#verdict(verdict)),
            view.assumes && element('li', { class: 'soft' }, `These verdicts assume that ${view.assumes}.`),
            view.leftOut > 0 && element('li', { class: 'soft' }, `${view.leftOut.toLocaleString('en')} more messages are not shown.`));
        this.rows = new Rows();
        this.rows.append({ sentence: 'the conversation begins', events: [], label: ' ' });
        for (const step of view.steps)
            this.rows.append({ sentence: this.#sentence(step), events: step.events, turns: step.turns, label: step.frame === null ? ' ' : `#${step.frame}` });
        await this.#go(Math.min(1, view.steps.length));
    }

    #sentence(step) {
        return `${step.frame === null ? '' : `frame ${step.frame}, `}${seconds(step.seconds)}: ${step.sentence}`;
    }

    #verdict({ who, words, kind, frame }) {
        const tone = tones[kind];
        return element('li', { class: tone }, `${marks[tone]} ${who} ${words} `,
            frame !== null && button(`Go to frame ${frame}`, () => this.goToFrame(frame), { 'data-frame': String(frame) }));
    }

    #showList() {
        const { conversations } = this.contents;
        if (conversations.length < 2) return;
        replace(this.list, element('h3', {}, times(conversations.length, 'conversation')), element('div', { class: 'conversations' }, conversations.map((each, index) => {
            const tone = ['bad', 'warning', 'good'].find(tone => each.verdicts.some(verdict => tones[verdict.kind] === tone)) ?? 'calm';
            return button([
                element('span', { class: tone }, `${marks[tone]} `), each.title, element('span', { class: 'soft' }, ` ${times(each.messages, 'message')}${each.began ? `, ${each.began}` : ''}`),
            ], () => this.#attempt(this.show(index)), { class: 'conversation', 'data-key': `conversation-${index}`, 'data-conversation': index, 'aria-current': String(index === this.#conversation) });
        })));
    }

    /** Goes to the first step of a frame, or to the one before it. */
    goToFrame(frame) {
        const at = this.#view.steps.findLastIndex(step => step.frame !== null && step.frame <= frame);
        const first = this.#view.steps.findIndex(step => step.frame === this.#view.steps[at]?.frame);
        return this.#go(first + 1);
    }

    /** Steps of the diagram count from 1; what stands before the first has no state. Of several calls the last one counts. */
    async #go(number) {
        if (!this.#view || number < 0 || number > this.#view.steps.length) return;
        this.#step = number;
        const turn = ++this.#latest;
        this.diagram.show(this.rows, this.#view.verdicts.map(verdict => verdict.peer), number);
        this.back.disabled = number === 0;
        this.forward.disabled = number === this.#view.steps.length;
        const step = this.#view.steps[number - 1];
        this.where.textContent = step ? this.#sentence(step) : 'The conversation begins.';
        this.page.said(this.where.textContent);
        this.root.dataset.step = String(number);
        if (!step) return this.#showPlace();
        const place = await this.#attempt(this.page.capture().place(this.#conversation, number - 1));
        if (place && turn === this.#latest) this.#showPlace(place, step);
    }

    #showPlace(place = { peers: [], bytes: '', length: 0, fields: [] }, step) {
        this.states.show(place);
        this.bytes.show(place, step);
        this.changes.hidden = !step?.isMessage;
        this.root.dataset.shown = this.root.dataset.step;
    }
}
