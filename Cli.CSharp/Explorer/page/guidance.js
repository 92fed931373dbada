import { lostSince, statusOf } from './properties.js';
import { capital, sentence } from './wording.js';

/** Names that a goal still misses, such as `Alice:1`. */
function missingNames(position) {
    return position.properties.flatMap(property => property.missing?.match(/[\p{L}\d-]+:\d+/gu) ?? []);
}

/** One sentence that names the next useful step, with the action or the control that takes it. */
export class Guidance {
    #names = [];
    hasCompared = false;

    /** Begins anew with a world whose title says, behind a colon, how it begins. */
    begin(title) {
        this.about = title.split(': ').slice(1).join(': ');
        this.#names = [];
        this.hasCompared = false;
    }

    /** `{ words, action, control, step }`: at most one of the last three. `isHeld(action)` tells what the reader holds back. */
    next(position, path, otherPolicies, isHeld) {
        const names = missingNames(position);
        if (names.length) this.#names = names;
        const faults = path.filter(step => step.isFault);
        const goals = position.properties.filter(property => property.kind === 'goal');
        const isViolated = position.properties.some(property => statusOf(property).tone === 'bad');
        const isReached = goals.length > 0 && goals.every(goal => goal.status === 'reached');
        if (isViolated) return this.#afterViolation(position, otherPolicies);
        if (faults.length && position.isEnd) return this.#survived(isReached);
        if (isReached) return faults.length ? this.#survived(isReached) : this.#tryLoss(path);
        if (faults.length) return {
            control: 'quiet',
            words: 'Press “Run to quiet”: the rest happens without more faults. Watch the properties.',
        };
        return this.#towardsLoss(position, path, isHeld);
    }

    #afterViolation(position, otherPolicies) {
        const what = position.properties.some(property => lostSince(property) > 0)
            ? 'A property turned: its line “Why” names the cause.' : 'A property is out of reach from the start, whatever happens.';
        if (!position.isEnd && !position.properties.some(property => property.status === 'violated')) return {
            control: 'quiet', words: `${what} Press “Run to quiet” to see how the run ends.`,
        };
        if (otherPolicies.length && !this.hasCompared) return {
            control: 'open-compare',
            words: `${what} Press “Compare” to see what the ${otherPolicies[0]} policy does under the same schedule.`,
        };
        return { control: 'back', words: 'Go back to any step and go on from there another way, or copy the link to share this position.' };
    }

    #survived(isReached) {
        return isReached
            ? { control: 'find', words: 'The goal holds in spite of the fault. Go back and try another fault, or press “Find violation”.' }
            : { control: 'find', words: 'Nothing but faults can happen now. Press “Find violation” to search behind this position.' };
    }

    #tryLoss(path) {
        const isCarrier = event => event.kind === 'sent' && this.#carried(event.words);
        const carrier = path.find(step => step.events.some(isCarrier));
        if (!carrier) return { control: 'find', words: 'The goal holds. Go back and try a fault, or press “Find violation”.' };
        return {
            step: carrier.id,
            words: `The goal holds without faults. Go back to step ${carrier.depth} and drop ${carrier.events.find(isCarrier).words}.`,
        };
    }

    #carried(words) { return this.#names.find(name => words.includes(name)); }

    #towardsLoss(position, path, isHeld) {
        for (const message of position.inFlight) {
            const name = this.#carried(message.words);
            const drop = message.actions.map(index => position.actions[index]).find(action => action.kind === 'drop');
            if (name && drop) return { action: drop, words: `Drop ${message.words}, and see what its loss does.` };
        }
        const step = ['deliver', 'store', 'restart', 'timer']
            .map(kind => position.actions.find(action => action.kind === kind && !isHeld(action) && (!action.isFault || kind === 'timer')))
            .find(action => action);
        if (!step) return { control: 'find', words: 'Nothing but faults can happen now. Press “Find violation”.' };
        const verb = { deliver: 'Deliver', store: 'Let the store answer', restart: 'Restart the peer', timer: 'Fire the timer' }[step.kind];
        const begin = path.length === 1 ? `${sentence(capital(this.about))} Each button takes one step of the real program. ` : '';
        return { action: step, words: `${begin}${verb}: ${sentence(step.sentence)}` };
    }
}
