import { stepCount, times } from './wording.js';

/** What can become of a property, in words; undefined where its status says as much. `numberAt(depth)` is the number of a step. */
export function fateWords({ kind, status, fate }, numberAt) {
    if (fate.lostSince !== null) {
        const from = fate.lostSince ? `since step ${numberAt(fate.lostSince)}${fate.lostAtLatest ? ' at the latest' : ''}` : 'from the start';
        return `Out of reach ${from}${fate.kind === 'only-by-fault' ? ', unless another fault helps' : ''}`;
    }
    if (status === 'violated') return undefined;
    switch (fate.kind) {
        case 'near': return `Holds so far; can be violated in ${stepCount(fate.steps)}`;
        case 'never': return 'Holds, whatever happens';
        case 'sure': return `Still reachable in ${stepCount(fate.steps)}; nothing can lose it`;
        case 'at-risk': {
            const cause = fate.faults ? `${times(fate.faults, 'fault')} can lose it for ever` : 'the order of the steps can lose it';
            return `Still reachable in ${stepCount(fate.steps)}; ${cause}`;
        }
        case 'only-by-fault': return `Reachable only by a fault, in ${stepCount(fate.steps)}`;
        case 'unknown': return kind === 'always' ? undefined : 'Not yet; more states can follow than were searched';
        default: return undefined;
    }
}
