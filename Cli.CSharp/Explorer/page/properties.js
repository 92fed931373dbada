import { element, replace } from './element.js';
import { capital, sentence, stepCount, times } from './wording.js';

/** The step from which a property can never hold again, as far as the program has found out; undefined where it can. */
export function lostSince(property) {
    return property.fate?.lostSince ?? (property.status === 'violated' ? property.since : undefined);
}

function lostWords({ kind, fate }, since) {
    if (kind === 'always') return `Violated since step ${since}`;
    // The end of a run tells that a goal is not reached; only its fate tells since when it cannot be.
    if (fate?.lostSince === undefined || fate.lostSince === null) return `Not reached when the run ends in step ${since}`;
    const from = since ? `since step ${since}${fate.lostAtLatest ? ' at the latest' : ''}` : 'from the start';
    return `Out of reach ${from}${fate.kind === 'only-by-fault' ? ', unless another fault helps' : ''}`;
}

function soFar({ fate }) {
    switch (fate?.kind) {
        case 'near': return `Holds so far; can be violated in ${stepCount(fate.steps)}`;
        case 'never': return 'Holds, whatever happens';
        default: return 'Holds so far';
    }
}

function stillPossible({ fate }) {
    switch (fate?.kind) {
        case 'sure': return `Still reachable in ${stepCount(fate.steps)}; nothing can lose it`;
        case 'at-risk': {
            const cause = fate.faults ? `${times(fate.faults, 'fault')} can lose it for ever` : 'the order of the steps can lose it';
            return `Still reachable in ${stepCount(fate.steps)}; ${cause}`;
        }
        case 'only-by-fault': return `Reachable only by a fault, in ${stepCount(fate.steps)}`;
        case 'unknown': return 'Not yet; more states can follow than were searched';
        default: return 'Not yet';
    }
}

/** A property's state: `{ tone, mark, words }`. */
export function statusOf(property) {
    const { kind, status, since } = property;
    const lost = lostSince(property);
    if (lost !== undefined) return { tone: 'bad', mark: '✗', words: lostWords(property, lost) };
    if (kind === 'always') return { tone: 'good', mark: '✓', words: soFar(property) };
    if (status === 'reached') return { tone: 'good', mark: '✓', words: kind === 'goal' ? `Holds since step ${since}` : `Reached in step ${since}` };
    return { tone: 'open', mark: '○', words: stillPossible(property) };
}

/** What a goal lacks when the run has ended, or lacks in the end as far as that is known; empty otherwise. */
export function lackOf({ missing, fate }, isEnd) {
    return capital((isEnd ? missing : fate?.lacking) ?? '');
}

/** Why a property is violated, from the steps of the path; empty otherwise. */
export function whyOf(property, path, isEnd) {
    const since = lostSince(property);
    if (since === undefined) return '';
    const told = step => `${step.sentence} (step ${step.depth})`;
    const cause = path.filter(step => step.isFault && step.depth <= since).slice(-2).map(told).join(', and ');
    if (property.kind === 'always') {
        const step = path[since];
        return sentence(cause && !step.isFault ? `${told(step)}, after ${cause}` : told(step));
    }
    const lack = lackOf(property, isEnd);
    if (cause) return sentence(lack ? `${lack}, because ${cause}` : capital(cause));
    if (isEnd) return sentence(lack || 'Only faults can happen now');
    return `No way from here leads there${property.fate?.kind === 'only-by-fault' ? ' without a fault' : ''}.${lack ? ` After “Run to quiet”: ${sentence(lack)}` : ''}`;
}

/** Those that are violated come first, the goal before all. */
function inOrderOfNeed(properties) {
    const place = property => lostSince(property) === undefined ? 2 : property.kind === 'goal' ? 0 : 1;
    return [...properties].sort((one, other) => place(one) - place(other));
}

/** Every property in sentences. One that the current step turned is marked. */
export function showProperties(root, position, path) {
    const turned = new Set(path.at(-1).turned.map(turn => turn.property));
    replace(root, inOrderOfNeed(position.properties).map(property => {
        const { tone, mark, words } = statusOf(property);
        const isTurned = position.depth > 0 && (lostSince(property) ?? (turned.has(property.index) ? position.depth : 0)) === position.depth;
        const why = whyOf(property, path, position.isEnd);
        return element('li', { class: `property ${tone} ${isTurned ? 'turned' : ''}`, 'data-property': property.index },
            isTurned && element('span', { class: 'turn' }, `turned in step ${position.depth}`),
            element('span', { class: 'status' }, `${mark} ${words}: `),
            element('span', { class: 'sentence' }, sentence(property.sentence)),
            why && element('span', { class: 'why' }, element('strong', {}, 'Why: '), why));
    }));
}

/** What the current step turned, as one sentence each. */
export function turnsOf(position, step) {
    const turned = new Set(step.turned.map(turn => turn.property));
    return position.properties
        .filter(property => turned.has(property.index) || lostSince(property) === position.depth)
        .map(property => `${statusOf(property).words}: ${sentence(property.sentence)}`);
}
