import { Diagram } from './diagram.js';
import { element } from './element.js';
import { Rows } from './rows.js';
import { capital, sentence, stepCount } from './wording.js';

/** Two futures of a captured message side by side: it arrives, and it does not. */
export class CaptureWhatIf {
    constructor(root, close) {
        this.root = root;
        this.close = close;
    }

    get isOpen() { return !this.root.hidden; }

    show(frame, found) {
        const panes = [];
        const side = (title, future, label) => {
            const box = element('div', { class: 'diagram' });
            const rows = new Rows();
            rows.append({ sentence: `the message of frame ${frame} is under way`, events: [], label: ' ' });
            for (const step of future.steps.filter(({ events }) => events.some(event => event.kind !== 'noticed'))) rows.append({ ...step, label: ' ' });
            const root = element('section', { class: 'side', 'aria-label': title }, element('h3', {}, title),
                element('ul', { class: 'verdicts' }, future.ends.map(end => element('li', {}, element('b', {}, `${end.name}: `), end.words))), box);
            const diagram = new Diagram(box, label, number => diagram.mark(number));
            panes.push(() => {
                diagram.show(rows, found.peers, rows.steps.length - 1);
                diagram.scrollTo(0);
            });
            return root;
        };
        const tone = found.isSame ? 'good' : found.isTold ? 'bad' : 'warning';
        this.root.replaceChildren(
            element('div', { class: 'bar' }, element('h2', {}, `What if ${found.change}?`),
                element('button', { type: 'button', id: 'close-whatif', onclick: () => this.close(), 'aria-keyshortcuts': 'Escape' }, 'Back to the capture')),
            element('p', { id: 'whatif-verdict', class: tone, role: 'status' }, found.verdict.map(words => sentence(capital(words))).join(' ')),
            element('p', { class: 'soft' }, 'Both futures are what the machines do from this frame on, without another fault and with nothing more asked by their users.'),
            element('div', { class: 'whatif-sides' },
                side(`The message arrives (${stepCount(found.asItWas.steps.length)})`, found.asItWas, 'Steps with the message'),
                side(`${capital(found.change)} (${stepCount(found.changed.steps.length)})`, found.changed, 'Steps without the message')));
        this.root.hidden = false;
        for (const draw of panes) draw();
        this.root.querySelector('#close-whatif').focus();
    }
}
