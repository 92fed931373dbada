import { element } from './element.js';
import './menus.js';
import { faultKinds, capital } from './wording.js';

const choices = {
    time: {
        title: 'Time', ordered: 'messages arrive before timers fire', latency: 'each message takes any time up to a bound', any: 'timers fire at any moment',
    },
    network: { title: 'Network', queues: 'messages of a link stay in order', bag: 'messages overtake each other' },
};
const bounds = { latency: 'Longest way of a message, ms', storeDelay: 'Longest answer of a store, ms', outage: 'Longest time until a restart, ms' };
const things = {
    sneakernet: 'Events of each peer', tracker: 'Items', link: 'Items of each caller', rpc: 'Calls of each caller', libp2p: 'Requests of each dialer',
};

const number = (words, attributes) => element('label', {}, words, element('input', { type: 'number', ...attributes }));

const numbersOf = (root, key, least, most) => Object.fromEntries([...root.querySelectorAll(`[data-${key}]`)].map(input =>
    [input.dataset[key], Math.max(least, Math.min(most, Number(input.value) || 0))]));

/** The menu of what may happen in a world. `kept` is the start without its world; `close` is told when something was chosen. */
export function showFaults(root, start, system, kept, { exploration, attempt, open, reopen }, close) {
    const faults = Object.entries(faultKinds).map(([kind, words]) =>
        number(capital(words[1]), { min: '0', max: '1000', value: String(start.faults[kind]), 'data-fault': kind }));
    const limits = element('div', { class: 'limits' }, Object.entries(bounds).map(([bound, words]) =>
        number(words, { min: '0', max: '86400000', step: 'any', value: String(start.bounds?.[bound] ?? (bound === 'latency' ? 10 : 0)), 'data-bound': bound })));
    const selects = Object.entries(choices).map(([name, { title, ...words }]) => element('label', {}, title,
        element('select', { 'data-choice': name, onchange: showLimits },
            Object.entries(words).map(([value, text]) => element('option', { value, selected: value === start[name] }, text)))));
    const users = element('input', { type: 'checkbox', id: 'users', checked: start.users });
    root.replaceChildren(
        element('p', {}, 'At most so many faults may happen:'), ...faults, ...selects, limits,
        ...exploration.hasUsers ? [element('label', {}, 'Users give commands', users)] : [],
        element('button', { type: 'button', id: 'apply-faults', onclick: apply }, 'Apply, and keep the steps'),
        ...system ? [element('fieldset', { id: 'size' }, element('legend', {}, 'A world of another size'),
            number('Peers', { min: '2', max: String(system.mostPeers), value: '3', 'data-size': 'peers' }),
            number(things[system.name] ?? 'Things of each', { min: String(system.leastThings), max: String(system.mostThings), value: '2', 'data-size': 'things' }),
            element('button', { type: 'button', id: 'open-size', onclick: openSize }, 'Open it'))] : []);
    root.onkeydown = event => {
        if (event.key !== 'Enter' || event.target.type !== 'number') return;
        event.preventDefault();
        if (event.target.dataset.size) openSize(); else apply();
    };
    showLimits();

    function chosen() {
        const picked = Object.fromEntries([...root.querySelectorAll('[data-choice]')].map(select => [select.dataset.choice, select.value]));
        const whole = Object.entries(numbersOf(root, 'fault', 0, 1000)).map(([kind, count]) => [kind, Math.floor(count)]);
        return { ...picked, faults: Object.fromEntries(whole), bounds: picked.time === 'latency' ? numbersOf(root, 'bound', 0, 86_400_000) : null };
    }

    function showLimits() {
        limits.hidden = root.querySelector('[data-choice=time]')?.value !== 'latency';
    }

    function apply() {
        close();
        return reopen({ ...start, ...chosen(), users: exploration.hasUsers && users.checked });
    }

    async function openSize() {
        const { peers, things } = numbersOf(root, 'size', 1, 1_000_000);
        const world = await attempt(exploration.api.sized(system.name, Math.floor(peers), Math.floor(things)));
        if (world === undefined) return;
        close();
        await open({ ...kept, ...chosen(), world });
    }
}
