import { element, keep, replace } from './element.js';
import { sentence } from './wording.js';

/** The step from which a property can never hold again, as far as the program has found out; undefined where it can. */
export function lostSince(property) {
    return property.fate?.lostSince ?? (property.status === 'violated' ? property.since : undefined);
}

/** A property's state behind the steps of a path: `{ tone, mark, words }`. */
export function statusOf(property, path) {
    const { kind, status, since } = property;
    const lost = lostSince(property), numberAt = depth => path?.[depth]?.number ?? depth;
    const told = words => property.fate?.words?.(property, numberAt) ?? words;
    if (lost !== undefined) return { tone: 'bad', mark: '✗', words: told(kind === 'always' ? `Violated since step ${numberAt(lost)}` : `Not reached when the run ends in step ${numberAt(lost)}`) };
    if (kind === 'always') return { tone: 'good', mark: '✓', words: told('Holds so far') };
    if (status !== 'reached') return { tone: 'open', mark: '○', words: told('Not yet') };
    const from = since ? `step ${numberAt(since)}` : 'the start';
    return { tone: 'good', mark: '✓', words: kind === 'goal' ? `Holds since ${from}` : since ? `Reached in ${from}` : 'Reached from the start' };
}

/** Those that are violated come first, the goal before all; then what a run is to reach, and last what has to hold all the time. */
function inOrderOfNeed(properties) {
    const place = property => (lostSince(property) === undefined ? 2 : 0) + (property.kind === 'always' ? 1 : 0);
    return [...properties].sort((one, other) => place(one) - place(other));
}

/** Says why a property is lost, as soon as the words for that are loaded. */
async function explain(place, property, path, isEnd) {
    const { whyOf } = await import('./why.js');
    place.append(element('strong', {}, 'Why: '), whyOf(property, path, isEnd));
}

function shown(property, { depth, isEnd }, path, turned) {
    const { tone, mark, words } = statusOf(property, path);
    const lost = lostSince(property);
    const isTurned = depth > 0 && (lost ?? (turned.has(property.index) ? depth : 0)) === depth;
    const why = lost === undefined ? undefined : element('span', { class: 'why' });
    if (why) explain(why, property, path, isEnd);
    return element('li', { class: `property ${tone} ${isTurned ? 'turned' : ''}`, 'data-property': property.index },
        isTurned && element('span', { class: 'turn' }, `turned in step ${path.at(-1).number}`),
        element('span', { class: 'status' }, `${mark} ${words}: `),
        element('span', { class: 'sentence' }, sentence(property.sentence)),
        why);
}

let kept = new Map();

/** Every property in sentences. One that the current step turned is marked. Where they are secret, only the sentences are shown. */
export function showProperties(root, position, path, areSecret) {
    if (areSecret) {
        kept = new Map();
        replace(root, element('li', { class: 'empty' }, 'How these stand shows once you have guessed.'),
            position.properties.map(property => element('li', { class: 'property open', 'data-property': property.index }, sentence(property.sentence))));
        return;
    }
    const turned = new Set(path.at(-1).turned.map(turn => turn.property));
    // One that stands as it stood stays. Why one is lost depends on all that came before.
    const key = property => JSON.stringify(lostSince(property) === undefined
        ? [property.index, statusOf(property, path), turned.has(property.index) && path.length] : [property, position.id]);
    if (!kept.size) root.replaceChildren();
    kept = keep(root, kept, inOrderOfNeed(position.properties).map(property => [key(property), () => shown(property, position, path, turned)]));
}

/** What the last step of a path turned, as one sentence each. */
export function turnsOf(position, path) {
    const turned = new Set(path.at(-1).turned.map(turn => turn.property));
    return position.properties
        .filter(property => turned.has(property.index) || lostSince(property) === position.depth)
        .map(property => `${statusOf(property, path).words}: ${sentence(property.sentence)}`);
}
