import { drawing, element, replace } from './element.js';

const middle = 9;

function line(branch, violation, tree, longest) {
    const x = depth => `${2 + 96 * depth / Math.max(longest, 1)}%`;
    const current = tree.step(tree.current).depth;
    const isHere = tree.branchOf(tree.current) === branch;
    const start = Math.max(0, branch.start - 1);
    return drawing('svg', { 'aria-hidden': 'true' },
        drawing('line', { x1: x(0), x2: x(start), y1: middle, y2: middle, class: 'before' }),
        drawing('line', { x1: x(start), x2: x(branch.end), y1: middle, y2: middle, class: 'own' }),
        violation && drawing('text', { x: x(violation.depth), y: middle + 5, 'text-anchor': 'middle', class: 'fault' }, '✗'),
        isHere && drawing('circle', { cx: x(current), cy: middle, r: 6, class: 'spot now' }));
}

/** One button a branch: what began it, how long it is, and, unless that is secret, whether a property is violated on it. */
export function listBranches(root, tree, isSecret, goTo) {
    const longest = Math.max(...tree.branches.map(branch => branch.end));
    const current = tree.branchOf(tree.current);
    replace(root, tree.branches.map(branch => {
        const begun = branch.from ? `step ${tree.step(branch.first).number}: ${tree.step(branch.first).sentence}` : 'from the start';
        const steps = `${branch.end} ${branch.end === 1 ? 'step' : 'steps'}`;
        const violation = isSecret ? undefined : branch.violation;
        const violated = violation ? `, a property is violated in step ${violation.number}` : '';
        return element('button', {
            type: 'button', class: 'branch', 'data-key': `branch${branch.number}`, 'aria-current': String(branch === current),
            title: begun, 'aria-label': `Branch ${branch.number}, ${begun}, ${steps}${violated}`,
            onclick: () => goTo(branch.tip),
        }, element('span', { class: 'label' }, `${branch.number} · ${begun}`), line(branch, violation, tree, longest));
    }));
    if (root.dataset.shown === `${current.number}`) return;
    root.dataset.shown = current.number;
    root.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
}
