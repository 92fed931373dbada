import { element, replace } from './element.js';
import { capital, sentence } from './wording.js';

const marks = { good: '✓', bad: '✗', open: '○' };

/** A correct machine should keep the law, and one with a bug should break it. */
function toneOf({ isCorrect, outcome }) {
    if (outcome === 'unknown') return 'open';
    return (outcome === 'keeps') === isCorrect ? 'good' : 'bad';
}

/** The grade of a law: what to do next, and each machine in two lists that fold. `openRun(link)` shows a run. */
export class LawGradeList {
    #advice = [];
    #told = 0;

    constructor(openRun) {
        this.openRun = openRun;
        this.root = element('div', { id: 'law-result' });
        this.clear();
    }

    clear() {
        this.machines = [];
        this.said = element('div', { id: 'law-said', role: 'status' });
        this.correct = this.#fold('law-correct');
        this.bugs = this.#fold('law-bugs');
        replace(this.root, this.said, this.correct.root, this.bugs.root);
    }

    #fold(id) {
        const summary = element('summary');
        const list = element('ul');
        return { root: element('details', { id, hidden: true }, summary, list), summary, list };
    }

    add(machine) {
        this.machines.push(machine);
        this.#show(this.correct, this.machines.filter(({ isCorrect }) => isCorrect), 'Correct machines that keep your law');
        this.#show(this.bugs, this.machines.filter(({ isCorrect }) => !isCorrect), 'Bugs that your law catches');
    }

    /** What goes wrong comes first. */
    #show({ root, summary, list }, machines, title) {
        const isRight = machine => toneOf(machine) === 'good';
        root.hidden = machines.length === 0;
        summary.textContent = `${title}: ${machines.filter(isRight).length} of ${machines.length}`;
        replace(list, [...machines].sort((one, other) => isRight(one) - isRight(other)).map(machine => this.#row(machine)));
    }

    #row(machine) {
        const tone = toneOf(machine);
        return element('li', { class: tone, 'data-machine': machine.name },
            element('span', { class: 'mark' }, marks[tone]),
            element('span', {}, `${capital(machine.about)}: ${sentence(machine.sentence)}`),
            machine.link && element('button', { type: 'button', onclick: event => this.#open(machine, event.target.closest('li')) }, 'Open the run'));
    }

    /** Shows a run, and beside its machine the clause that it breaks. */
    #open(machine, row) {
        this.openRun(machine.link);
        this.root.querySelector('.clause')?.remove();
        row.append(element('p', { class: 'clause' }, 'The shown run breaks: ', element('code', {}, machine.clause)));
    }

    conclude({ kept, correct, caught, bugs, isDone, advice }) {
        this.#advice = advice;
        this.#told = 1;
        this.score = `${kept} of ${correct} correct machines keep your law, and it catches ${caught} of ${bugs} bugs.`;
        this.said.className = isDone ? 'good' : '';
        this.correct.root.open = kept < correct;
        this.bugs.root.open = kept === correct && !isDone;
        this.#say();
    }

    /** The first sentence, and one more each time the reader asks. */
    #say() {
        const isMore = this.#told < this.#advice.length;
        const more = element('button', { type: 'button', id: 'law-hint', onclick: () => {
            this.#told++;
            this.#say();
        } }, 'Next hint');
        replace(this.said, element('p', {}, element('strong', {}, this.score)),
            this.#advice.slice(0, this.#told).map(words => element('p', {}, words)), isMore && more);
    }
}
