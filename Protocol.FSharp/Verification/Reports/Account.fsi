namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// How often something happens in a run: of several runs the fewest, the most, and the average in hundredths.
[<Struct>]
type Frequency =
    {
        Fewest: int64
        Most: int64
        Average: int64
    }

/// What runs of a world do, by who does what: messages that a peer sends, notices that it tells, and timers that fire.
type Account =
    {
        /// Such as `Alice sends` or `Alice tells`, each with how often by kind. What never happens is left out.
        Rows: Map<string, Map<string, Frequency>>
    }

/// What the runs of a world under policies do that have the faults of one kind, as a system states it.
type WorldAccount =
    {
        World: string
        Policies: PeerPolicies

        /// As `AccountRuns` has it.
        Under: string
        Account: Account
    }

module Account =

    /// Of several runs, of each how often everything happened.
    val ofRuns: runs: Map<struct (string * string), int64> list -> Account

    /// `Alice sends Have 1-2 ~1.25; Want 1`, a line for each row. A kind that happens alike in all runs has one number.
    val lines: account: Account -> string list

    /// Where an account is not as stated, a sentence for each kind: `Alice sends Have 2-3 ~2.5, not 1`
    val differences: stated: Account -> account: Account -> string list

    /// The accounts of a text: `# WORLD POLICIES: FAULTS`, then lines. Lines that are none of these are left out.
    val ofText: text: string -> WorldAccount list
