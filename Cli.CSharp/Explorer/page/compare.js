import { bannerRows, Diagram } from './diagram.js';
import { element } from './element.js';
import { statusOf } from './properties.js';
import { Rows } from './rows.js';
import { bannersOf } from './turns.js';
import { lackOf } from './why.js';
import { capital, sentence, stepCount } from './wording.js';

/** Steps in a row that cannot happen on the right are told once. */
function skippedWords(rows, index) {
    const next = rows.findIndex((row, at) => at > index && !row.skipped);
    const count = (next < 0 ? rows.length : next) - index;
    const words = count === 1 ? rows[index].skipped : `${stepCount(count)} cannot happen here`;
    return next < 0 ? `${words}; the run goes on` : words;
}

/**
 * Lays both sides out so that steps of the same place in the schedule stand side by side. Where the schedule has no more
 * steps for the right side, its own further steps stand there.
 */
function align(comparison, right, width) {
    const rows = [0, 1].map(() => new Rows(false, bannerRows(width)));
    const level = () => rows.forEach(side => side.pad(Math.max(rows[0].rows.length, rows[1].rows.length)));
    const append = (side, step, position) => rows[side].append({ ...step, turns: bannersOf(step, position) });
    const lastRight = comparison.rows.findLastIndex(row => row.right !== null);
    const further = [...right.steps];
    let difference, fault;
    comparison.rows.forEach((row, index) => {
        if (index === comparison.firstDifference) {
            level();
            difference = rows[0].rows.length;
            rows.forEach(side => side.remark('warning', 'first difference'));
        }
        if (row.left !== null && comparison.left.steps[row.left].isFault) fault ??= rows[0].rows.length;
        if (row.left !== null) append(0, comparison.left.steps[row.left], comparison.left.position);
        if (row.right !== null) append(1, comparison.right.steps[row.right], right.position);
        if (row.skipped && !comparison.rows[index - 1].skipped) rows[1].remark('calm', skippedWords(comparison.rows, index));
        if (index > lastRight && further.length) append(1, further.shift(), right.position);
        level();
    });
    if (further.length && lastRight === comparison.rows.length - 1) rows[1].remark('calm', 'the schedule ends here; the run goes on');
    for (const step of further) append(1, step, right.position);
    level();
    return { rows, difference, fault };
}

/** The goal, each violated property, and each that is not reached yet in a line, all others in one. */
function verdicts({ properties, isEnd }, path) {
    const told = properties.filter(property => property.kind === 'goal' || statusOf(property).tone !== 'good');
    const others = properties.length - told.length;
    return element('ul', { class: 'verdicts' },
        told.map(property => {
            const { tone, mark, words } = statusOf(property, path);
            const lack = tone === 'bad' ? lackOf(property, isEnd) : '';
            const missing = lack ? ` ${sentence(lack)}` : '';
            return element('li', { class: tone }, `${mark} ${words}: ${sentence(property.sentence)}${missing}`);
        }),
        others > 0 && element('li', { class: 'good' }, `✓ ${others === 1 ? '1 other property holds' : `${others} other properties hold`} so far.`));
}

/** A message that the right side lost and sent again: `{ words, step }`. */
function sentAgain(steps) {
    const words = new Map(steps.flatMap(step => step.events).filter(event => event.kind === 'sent').map(event => [event.message, event.words]));
    for (const lost of steps.flatMap(step => step.events.filter(event => event.kind === 'dropped').map(event => ({ step, words: words.get(event.message) })))) {
        const again = steps.find(step => step.depth > lost.step.depth && step.events.some(event => event.kind === 'sent' && event.words === lost.words));
        if (again) return { words: lost.words, step: again.number };
    }
    return undefined;
}

/** What the guidance says beside a comparison: whether the right side survives every fault of the left one. */
function comparedWords({ left, right, rows }, further) {
    const isBroken = position => position.properties.some(property => statusOf(property).tone === 'bad');
    const missed = rows.find(row => row.left !== null && row.right === null && left.steps[row.left].isFault);
    const rest = 'Read both sides from the first difference on.';
    if (missed) return `${rest} One fault could not happen on the ${right.policy} side: ${sentence(left.steps[missed.left].sentence)}`;
    if (!isBroken(left.position) || isBroken(further.position)) return `${rest} Then go back and try another fault.`;
    const again = sentAgain([...right.steps, ...further.steps]);
    const because = again ? `: in step ${again.step} it sends ${again.words} again` : '';
    return `The ${right.policy} side survives the schedule that breaks the ${left.policy} side${because}. Then explore the ${right.policy} side and try to break it.`;
}

/** The right side as a world to go on with: its steps from the root, and its last position. */
function otherSide(policy, { start, title, names: peers, hasUsers, otherPolicies }, steps, position) {
    const others = [start.policy, ...otherPolicies.filter(name => name !== policy)];
    return { start: { ...start, policy }, title, peers, otherPolicies: others, steps, position, note: null, hasUsers };
}

const get = id => document.getElementById(id);
let shownCompare;

/** Compares where the page is with another policy, and shows both sides; answers where the right one comes to. */
export async function compareWith(policy, exploration, again, close) {
    const { api, position, otherPolicies, names } = exploration;
    const comparison = await api.compare(position.id, policy);
    // What has been found out of the fate of the position holds here too.
    comparison.left.position = position;
    const right = await api.runToQuiet(comparison.right.position.id);
    const words = comparedWords(comparison, right);
    shownCompare ??= new Compare(get('compare'), again, close);
    get('explore').hidden = true;
    get('compare').hidden = false;
    shownCompare.offer(otherPolicies, policy);
    shownCompare.show(names, comparison, right);
    get('enter-side').onclick = () => exploration.enter(otherSide(policy, exploration, [...comparison.right.steps, ...right.steps], right.position));
    get('guidance-words').textContent = words;
    get('guidance-step').hidden = true;
    get('said').textContent = `${get('compare-words').textContent} ${words}`;
    get('close-compare').focus();
    return right.position;
}

/** The same schedule under two policies, side by side. */
class Compare {
    #panes = [];

    /** `again(policy)` compares with another policy. */
    constructor(root, again, close) {
        const button = (id, words, onclick, attributes = {}) => element('button', { type: 'button', id, onclick, ...attributes }, words);
        this.words = element('p', { id: 'compare-words' });
        this.sides = element('div', { id: 'compare-sides' });
        this.toDifference = button('to-difference', 'First difference', () => this.#scrollTo(this.difference));
        this.toFault = button('to-fault', 'First fault', () => this.#scrollTo(this.fault));
        this.policy = element('select', { id: 'compare-policy', onchange: event => again(event.target.value) });
        this.enter = button('enter-side', '', undefined);
        root.replaceChildren(
            element('div', { class: 'bar' }, element('h2', { id: 'compare-title' }, 'The same schedule under two policies'),
                element('label', {}, 'Compare with ', this.policy), this.enter, this.toDifference, this.toFault,
                button('close-compare', 'Back to exploring', close, { 'aria-keyshortcuts': 'Escape' })),
            this.words, this.sides);
    }

    /** The policies that the right side may have. */
    offer(policies, chosen) {
        this.policy.replaceChildren(...policies.map(name => element('option', { value: name, selected: name === chosen }, name)));
        this.policy.parentElement.hidden = policies.length < 2;
    }

    /** `right` is how the right side goes on behind the schedule: `{ steps, position }`. */
    show(names, comparison, right) {
        const columns = getComputedStyle(this.sides).gridTemplateColumns.split(' ');
        const { rows, difference, fault } = align(comparison, right, parseFloat(columns[0]));
        this.difference = difference;
        this.fault = fault;
        this.words.textContent = sentence(comparison.sentence);
        this.toDifference.hidden = difference === undefined;
        this.toFault.hidden = fault === undefined;
        this.enter.textContent = `Explore the ${comparison.right.policy} side`;
        const positions = [comparison.left.position, right.position], paths = [comparison.left.steps, [...comparison.right.steps, ...right.steps]];
        this.#panes = [];
        this.sides.replaceChildren(...[comparison.left, comparison.right].map((side, index) => {
            const box = element('div', { class: 'diagram' });
            const root = element('section', { class: 'side', 'aria-label': `${side.policy} policy` },
                element('h3', {}, capital(side.policy)), verdicts(positions[index], paths[index]), box);
            const diagram = new Diagram(box, `Steps under the ${side.policy} policy`, number => this.#choose(number, index));
            diagram.list.id = `side${index}`;
            this.#panes.push({ diagram, rows: rows[index] });
            return root;
        }));
        this.#panes.forEach(({ diagram, rows }) => diagram.show(rows, names, rows.steps.length - 1));
        this.#panes.forEach(({ diagram }, index) => diagram.pane.addEventListener('scroll', () => {
            const other = this.#panes[1 - index].diagram.pane;
            if (Math.abs(other.scrollTop - diagram.pane.scrollTop) > 1) other.scrollTop = diagram.pane.scrollTop;
        }, { passive: true }));
        requestAnimationFrame(() => this.#scrollTo(fault ?? difference));
    }

    #scrollTo(row) {
        if (row !== undefined) for (const { diagram } of this.#panes) diagram.scrollTo(row);
    }

    #choose(number, index) {
        const { diagram, rows } = this.#panes[index];
        diagram.mark(number);
        const other = this.#panes[1 - index];
        other.diagram.mark(other.rows.stepAt(rows.groupOf(number).first));
    }
}
