/** Every step that was ever taken. A branch is a run of steps without a fork; each goes on from a step of another one. */
export class Tree {
    #nodes = new Map();
    branches = [];

    constructor(steps) {
        this.root = steps[0].id;
        this.add(steps);
        this.tip = this.current = this.root;
    }

    /** Adds steps in order; steps that the tree has already stay as they are. */
    add(steps) {
        for (const step of steps) if (!this.#nodes.has(step.id)) this.#attach(step);
    }

    /** Makes a step the current one. Steps behind it stay in sight if it lies on the line that is shown. */
    goTo(id) {
        if (!this.#isOnLine(id)) this.tip = this.branchOf(id).tip;
        this.current = id;
    }

    /** The steps from the root to the tip of the line that is shown. */
    line() { return this.path(this.tip); }

    /** All steps, each after the one before it. */
    steps() { return [...this.#nodes.values()].map(node => node.step); }

    /** The steps from the root to this one. */
    path(id) {
        const steps = [];
        for (let node = this.#nodes.get(id); node; node = this.#nodes.get(node.step.parent)) steps.push(node.step);
        return steps.reverse();
    }

    step(id) { return this.#nodes.get(id).step; }

    /** Notes that a property is violated, or lost for ever, by this step. */
    markViolated(id) {
        const { step, branch } = this.#nodes.get(id);
        if (!(branch.violation?.depth <= step.depth)) branch.violation = step;
    }

    branchOf(id) { return this.#nodes.get(id).branch; }

    #isOnLine(id) {
        const depth = this.step(id).depth;
        let node = this.#nodes.get(this.tip);
        while (node.step.depth > depth) {
            // A whole branch at once: a line of many thousand steps has few branches.
            const first = this.#nodes.get(node.branch.first);
            if (first.step.depth > depth) node = this.#nodes.get(first.step.parent);
            else return node.branch === this.branchOf(id);
        }
        return node.step.id === id;
    }

    #attach(step) {
        const parent = this.#nodes.get(step.parent);
        let branch = parent?.branch;
        if (!branch || branch.tip !== step.parent) {
            branch = { number: this.branches.length + 1, first: step.id, start: step.depth, from: parent?.branch };
            this.branches.push(branch);
        }
        branch.tip = step.id;
        branch.end = step.depth;
        if (step.turned.some(turn => turn.status === 'violated')) branch.violation ??= step;
        this.#nodes.set(step.id, { step, branch });
    }
}
