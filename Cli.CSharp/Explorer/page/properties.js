import { element, replace } from './element.js';
import { capital, sentence, stepCount } from './wording.js';

const isLost = property => property.status === 'violated' || (property.lostSince ?? null) !== null;

/** A property's state: `{ tone, mark, words }`. */
export function statusOf(property) {
    const { kind, status, since, within, lostSince } = property;
    switch (kind) {
        case 'always':
            return status === 'violated'
                ? { tone: 'bad', mark: '✗', words: `Violated since step ${since}` }
                : { tone: 'good', mark: '✓', words: 'Holds so far' };
        case 'reachable':
            return status === 'reached'
                ? { tone: 'good', mark: '✓', words: `Reached in step ${since}` }
                : { tone: 'open', mark: '○', words: 'Not reached yet' };
        default:
            if (isLost(property)) return { tone: 'bad', mark: '✗', words: `Never again since step ${lostSince ?? since}` };
            if (status === 'reached') return { tone: 'good', mark: '✓', words: `Holds since step ${since}` };
            if (typeof within === 'number') return { tone: 'open', mark: '○', words: `Still reachable in ${stepCount(within)}` };
            return { tone: 'open', mark: '○', words: 'Not yet; still possible' };
    }
}

/** Why a property is violated, from the steps of the path; empty otherwise. */
export function whyOf(property, path) {
    if (!isLost(property)) return '';
    const since = property.lostSince ?? property.since;
    const faults = path.filter(step => step.isFault && step.depth <= since);
    const cause = faults.slice(-2).map(step => `step ${step.depth}: ${step.sentence}`).join('; ');
    if (property.kind === 'always') {
        const step = path.find(step => step.depth === since);
        const fault = cause && !step?.isFault ? ` After ${cause}.` : '';
        return step ? `Step ${since}: ${sentence(step.sentence)}${fault}` : '';
    }
    const missing = property.missing ? sentence(capital(property.missing)) : '';
    const end = property.status === 'violated' ? ' No step but a fault is left.' : '';
    return `${missing}${cause ? ` Cause: ${sentence(cause)}` : ''}${end}`.trim();
}

/** Every property in sentences. One that the current step turned is marked. */
export function showProperties(root, position, path) {
    const turned = new Set(path.at(-1).turned.map(turn => turn.property));
    replace(root, position.properties.map(property => {
        const { tone, mark, words } = statusOf(property);
        const isTurned = turned.has(property.index) && position.depth > 0;
        const why = whyOf(property, path);
        return element('li', { class: `property ${tone} ${isTurned ? 'turned' : ''}`, 'data-property': property.index },
            isTurned && element('span', { class: 'turn' }, `turned in step ${position.depth}`),
            element('span', { class: 'status' }, `${mark} ${words}`),
            element('span', { class: 'sentence' }, capital(property.sentence)),
            why && element('span', { class: 'why' }, element('strong', {}, 'Why: '), why));
    }));
}

/** What the current step turned, as one sentence each. */
export function turnsOf(position, step) {
    return step.turned.map(turn => {
        const property = position.properties[turn.property];
        return `${statusOf(property).words}: ${sentence(property.sentence)}`;
    });
}
