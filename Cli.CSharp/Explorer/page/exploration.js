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

    first() { return this.#once(async () => this.#adopt(await this.api.first())); }

    open(start) { return this.#once(async () => this.#adopt(await this.api.open(start))); }

    /** Opens the world of a lesson. */
    openLesson(system, name) { return this.#once(async () => this.#adopt(await this.api.openLesson(system, name))); }

    openLink(link) { return this.#once(async () => this.#adopt(await this.api.openLink(link))); }

    /** Whether `reopen` comes back to this very position. */
    get canReopen() { return this.tree !== undefined && this.step.depth < longestReplay; }

    /** Opens the same world with another start and takes the steps of every branch again, as far as they can happen. */
    reopen(start) {
        const path = this.path;
        const steps = [...path, ...this.tree.steps()].slice(0, longestReplay);
        return this.#once(async () => {
            const opened = await this.api.open(start);
            const positions = new Map([[this.tree.root, opened.position]]);
            for (const old of steps) await this.#retake(old, positions, opened.steps);
            const reached = path.findLast(step => positions.has(step.id));
            this.#adopt({ ...opened, position: positions.get(reached.id) });
        });
    }

    async #retake(old, positions, steps) {
        const before = positions.get(old.parent);
        if (!before || positions.has(old.id)) return;
        const action = before.actions.find(({ kind, sentence }) => kind === old.kind && sentence === old.sentence);
        if (!action) return;
        const { step, position } = await this.api.step(before.id, action.index);
        positions.set(old.id, position);
        steps.push(step);
    }

    /** Goes on with the other side of a comparison: `steps` from its root, and its last position. */
    enter(policy, steps, position) {
        const otherPolicies = [this.start.policy, ...this.otherPolicies.filter(name => name !== policy)];
        const { title, names: peers, hasUsers } = this;
        this.#adopt({ start: { ...this.start, policy }, title, peers, otherPolicies, steps, position, note: null, hasUsers });
    }

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

    /** Searches behind the position; the way to a violation becomes a branch. `stop` gets a function that ends the search. */
    async find(onprogress, stop) {
        const { tree } = this;
        const search = await this.api.findViolation(this.position.id, { property: null, maxSeconds: 60 }, onprogress);
        stop(() => search.cancel());
        try {
            const found = await search.result();
            if (tree !== this.tree) return undefined;
            if (found.outcome === 'violated') this.#arrive(found.steps, found.position);
            return found;
        } finally {
            search[Symbol.dispose]();
        }
    }

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
        const fates = await this.api.fates(position.id).catch(() => undefined);
        if (!fates || tree !== this.tree) return;
        const isKnown = fates.some(fate => fate.kind !== 'unknown');
        this.#fatePause = isKnown ? shortestPause : Math.min(longestPause, this.#fatePause * 4);
        for (const fate of fates) {
            position.properties[fate.property].fate = fate;
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
