import { statusOf } from './properties.js';
import { capital, sentence } from './wording.js';

/** Names that a goal still misses, such as `Alice:1`. */
function missingNames(position) {
    return position.properties.flatMap(property => property.missing?.match(/[\p{L}\d-]+:\d+/gu) ?? []);
}

/** One sentence that names the next useful step, with the action or the control that takes it. */
export class Guidance {
    #names = [];
    #advice;
    hasCompared = false;

    /** `onadvice()` is told when there is more to say of the same position. */
    constructor(onadvice) { this.onadvice = onadvice; }

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
        if (isViolated || isReached || faults.length && position.isEnd) return this.#advise({
            position, path, otherPolicies, isViolated, isReached, hasFaults: faults.length > 0, hasCompared: this.hasCompared, isCarrier: words => this.#carried(words),
        });
        if (faults.length) return {
            control: 'quiet',
            words: 'Press “Run to quiet”: the rest happens without more faults. Watch the properties.',
        };
        return this.#towardsLoss(position, path, isHeld);
    }

    /** What can be tried once a property has turned. */
    #advise(reached) {
        if (this.#advice) return this.#advice(reached);
        import('./advice.js').then(({ advice }) => {
            this.#advice = advice;
            this.onadvice();
        });
        return { words: '' };
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
        const told = { deliver: 'Deliver: ', store: 'Let the store answer: ', restart: 'Restart the peer: ', timer: 'Fire ' }[step.kind] + step.sentence;
        const begin = path.length === 1 ? `${sentence(capital(this.about))} Each button takes one step of the real program. ` : '';
        return { action: step, words: begin + sentence(told.replace("'s timer fires: ", "'s timer: ")) };
    }
}
