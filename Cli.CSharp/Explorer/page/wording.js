export const times = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** The kinds of faults with their words, in the order in which the page shows them. */
export const faultKinds = {
    drops: ['drop', 'drops'], duplicates: ['duplicate', 'duplicates'], corruptions: ['corrupted message', 'corrupted messages'],
    crashes: ['crash', 'crashes'], diskLosses: ['crash without the disk', 'crashes without the disk'],
    delays: ['early timer', 'early timers'],
};

export function faultWords(faults) {
    const words = Object.entries(faultKinds)
        .filter(([kind]) => faults[kind] > 0)
        .map(([kind, [one, many]]) => times(faults[kind], one, many));
    return words.length ? words.join(', ') : 'none';
}

export const stepCount = count => times(count, 'step');

export const sentence = words => /[.!?]$/.test(words) ? words : `${words}.`;

export const capital = words => words.slice(0, 1).toUpperCase() + words.slice(1);
