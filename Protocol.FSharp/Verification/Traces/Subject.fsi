namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// A world under its laws: what is checked, simulated and told.
type Subject<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    {
        /// The system, and the world by its name in it.
        System: string
        Name: string

        /// What the world shows, in a sentence.
        About: string
        Policy: Policy
        World: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
        Laws: Laws<Scene<'state, 'timer, 'ask, 'store>>

        /// What a scene lacks to be good, in the protocol's words, such as "Bob never gets Alice:4".
        Missing: (Scene<'state, 'timer, 'ask, 'store> -> string voption)

        /// For tests that are written out: the namespace to open, and F# expressions of the world and its laws.
        Source: TestSource
    }

/// Somebody who can use a subject of any types.
type ISubjectUser<'result> =

    abstract Use:
        Subject<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> -> 'result when 'timer: comparison

/// A subject whose types do not show: so commands handle the worlds of every system alike.
type ISubject =

    abstract Accept: ISubjectUser<'result> -> 'result

module Subject =

    val hide: subject: Subject<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> ISubject when 'b: comparison

    /// The subject as a checker searches it, so that its traces and their tests tell what the checker saw.
    val timeless:
        subject: Subject<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> Subject<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> when 'b: comparison
