import { Tree } from './tree.js';

const keptPositions = 400, longestReplay = 1000, shortestPause = 250, longestPause = 16000;

/** One world that a person explores: the tree of its steps and the position in it. `onchange` is told of each move, and of fates that come later. */
export class Exploration {
    #positions = new Map();
    #isBusy = false;
    #latest = 0;
    #heading;
    #fateTimer;
    #fatePause = shortestPause;
    /** The properties that each step lost for ever, by the step's number. */
    losses = new Map();

    constructor(api, onchange) {
        this.api = api;
        this.onchange = onchange;
    }

    get step() { return this.tree.step(this.tree.current); }

    get path() { return this.tree.path(this.tree.current); }

    /** The number of a step on the line that is shown, as the command line counts it. */
    numberAt(depth) { return this.tree.line()[depth]?.number; }

    first() { return this.#once(async () => this.#adopt(await this.api.first())); }

    open(start) { return this.#once(async () => this.#adopt(await this.api.open(start))); }

    /** Opens the world of a lesson. */
    openLesson(system, name) { return this.#once(async () => this.#adopt(await this.api.openLesson(system, name))); }

    openLink(link) { return this.#once(async () => this.#adopt(await this.api.openLink(link))); }

    /** Whether `reopen` comes back to this very position. */
    get canReopen() { return this.tree !== undefined && this.step.depth < longestReplay; }

    /** Opens the same world with another start and takes the steps of every branch again, as far as they can happen. */
    reopen(start) {
        return this.#once(async () => {
            const { reopened } = await import('./reopened.js');
            this.#adopt(await reopened(this.api, start, this.path, this.tree.steps().slice(0, longestReplay)));
        });
    }

    /** Goes on with a tree that the program holds: `opened` as it answers it. */
    enter(opened) { this.#adopt(opened); }

    take(action) {
        return this.#once(async () => {
            const { step, position } = await this.api.step(this.position.id, action.index);
            this.#arrive([step], position);
        });
    }

    /** Goes to a step of the tree. Of several calls the last one counts. */
    async goTo(id) {
        const turn = ++this.#latest;
        this.#heading = id;
        const position = this.#positions.get(id) ?? await this.api.position(id);
        if (turn === this.#latest) this.#arrive([], position);
    }

    /** One step back from where the reader is, or is on the way to. */
    back() {
        const { parent } = this.#bound;
        return parent === null ? undefined : this.goTo(parent);
    }

    forward() {
        const next = this.tree.line()[this.#bound.depth + 1];
        return next && this.goTo(next.id);
    }

    get #bound() { return this.tree.step(this.#heading ?? this.tree.current); }

    randomWalk(steps) {
        const seed = Math.floor(Math.random() * 2 ** 53);
        return this.#walk(() => this.api.randomWalk(this.position.id, steps, seed));
    }

    runToQuiet() { return this.#walk(() => this.api.runToQuiet(this.position.id)); }

    /** Shows the steps that a search found behind a position of the tree. */
    adopt(found) { this.#arrive(found.steps, found.position); }

    #walk(call) {
        return this.#once(async () => {
            const walked = await call();
            this.#arrive(walked.steps, walked.position);
            return walked;
        });
    }

    async #once(task) {
        if (this.#isBusy) return undefined;
        this.#isBusy = true;
        document.body.classList.add('busy');
        try {
            return await task();
        } finally {
            this.#isBusy = false;
            document.body.classList.remove('busy');
        }
    }

    #adopt(opened) {
        this.start = opened.start;
        this.title = opened.title;
        this.names = opened.peers;
        this.otherPolicies = opened.otherPolicies;
        this.note = opened.note;
        this.hasUsers = opened.hasUsers;
        this.#positions.clear();
        this.losses.clear();
        this.#fatePause = shortestPause;
        this.tree = new Tree(opened.steps);
        this.#arrive([], opened.position, true);
    }

    #arrive(steps, position, isNew = false) {
        this.#latest++;
        this.#heading = undefined;
        this.tree.add(steps);
        this.tree.goTo(position.id);
        this.position = position;
        this.#positions.set(position.id, position);
        if (this.#positions.size > keptPositions) this.#positions.delete(this.#positions.keys().next().value);
        this.onchange({ isNew });
        clearTimeout(this.#fateTimer);
        this.#fateTimer = setTimeout(() => this.#askFates(position), this.#fatePause);
    }

    /** What can still become of each property. The answer comes after the position; where it is unknown, the next question waits longer. */
    async #askFates(position) {
        if (position.properties[0]?.fate) return;
        const { tree } = this;
        // A later question takes the place of this one.
        const [fates, { fateWords }] = await Promise.all([this.api.fates(position.id).catch(() => undefined), import('./fatewords.js')]);
        if (!fates || tree !== this.tree) return;
        const isKnown = fates.some(fate => fate.kind !== 'unknown');
        this.#fatePause = isKnown ? shortestPause : Math.min(longestPause, this.#fatePause * 4);
        for (const fate of fates) {
            position.properties[fate.property].fate = { ...fate, lostSince: fate.lostSince ?? null, words: fateWords };
            if (fate.lostSince !== null && fate.lostSince !== undefined) this.#lose(this.tree.path(position.id)[fate.lostSince], fate.property);
        }
        if (fates.length && this.position === position) this.onchange({ isFate: true });
    }

    #lose(step, property) {
        const lost = this.losses.get(step.id) ?? new Set();
        this.losses.set(step.id, lost.add(property));
        this.tree.markViolated(step.id);
    }
}
