import { lostSince } from './properties.js';
import { times } from './wording.js';

/** What turned, and the fault that did it: where the list of the properties is out of sight, this is all that a reader sees. */
function turnedWords({ properties }, path) {
    const lost = properties.map(lostSince).filter(since => since > 0);
    if (!lost.length) return 'A property is out of reach from the start, whatever happens.';
    const fault = path.findLast(step => step.isFault && step.depth <= Math.min(...lost));
    const because = fault ? `, because ${fault.sentence} (step ${fault.number})` : '';
    return `${times(lost.length, 'property', 'properties')} turned${because}: see “Why”.`;
}

function afterViolation({ position, path, otherPolicies, hasCompared }) {
    const what = turnedWords(position, path);
    if (!position.isEnd && !position.properties.some(property => property.status === 'violated')) return {
        control: 'quiet', words: `${what} Press “Run to quiet” to see how the run ends.`,
    };
    if (otherPolicies.length && !hasCompared) return {
        control: 'open-compare',
        words: `${what} Press “Compare” to see the ${otherPolicies[0]} policy under the same schedule.`,
    };
    return { control: 'back', words: 'Go back to any step and go on from there another way, or copy the link to share this position.' };
}

const survived = isReached => isReached
    ? { control: 'find', words: 'The goal holds in spite of the fault. Go back and try another fault, or press “Find violation”.' }
    : { control: 'find', words: 'Nothing but faults can happen now. Press “Find violation” to search behind this position.' };

function tryLoss({ path, isCarrier }) {
    const carries = event => event.kind === 'sent' && isCarrier(event.words);
    const carrier = path.find(step => step.events.some(carries));
    if (!carrier) return { control: 'find', words: 'The goal holds. Go back and try a fault, or press “Find violation”.' };
    const where = carrier.depth ? `step ${carrier.number}` : 'the start';
    return { step: carrier.id, words: `The goal holds without faults. Go back to ${where} and drop ${carrier.events.find(carries).words}.` };
}

/** What a reader can try where a property has turned, the goal holds, or only faults are left: as of `Guidance.next`. */
export function advice(reached) {
    if (reached.isViolated) return afterViolation(reached);
    return reached.hasFaults ? survived(reached.isReached) : tryLoss(reached);
}
