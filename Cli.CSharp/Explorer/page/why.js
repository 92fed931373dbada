import { lostSince } from './properties.js';
import { capital, sentence } from './wording.js';

/** What a goal lacks when the run has ended, or lacks in the end as far as that is known; empty otherwise. */
export function lackOf({ missing, fate }, isEnd) {
    return capital((isEnd ? missing : fate?.lacking) ?? '');
}

/** Why a property is violated, from the steps of the path: the step that lost it, and what needed that step. */
export function whyOf(property, path, isEnd) {
    const since = lostSince(property);
    const told = step => `${step.sentence} (step ${step.number})`;
    const cause = path.filter(step => step.isFault && step.depth <= since).slice(-2).map(told).join(', and ');
    if (property.kind === 'always') {
        const step = path[since];
        return sentence(cause && !step.isFault ? `${told(step)}, after ${cause}` : told(step));
    }
    const lack = lackOf(property, isEnd);
    const needed = property.fate?.needed ? ` ${property.fate.needed}` : '';
    if (cause) return sentence(lack ? `${lack}, because ${cause}` : capital(cause)) + needed;
    if (since && path[since] && needed) return sentence(lack ? `${lack}, because ${told(path[since])}` : capital(told(path[since]))) + needed;
    if (isEnd) return sentence(lack || 'Only faults can happen now');
    return `No way from here leads there${property.fate?.kind === 'only-by-fault' ? ' without a fault' : ''}.${lack ? ` After “Run to quiet”: ${sentence(lack)}` : ''}`;
}
