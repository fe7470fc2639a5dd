package dev.tandem.train;

/** What to do with an earlier run's commits in the run directory. */
public sealed interface Resume {

    /** Go on from the newest commit that validates; begin where there is none. */
    record Automatically() implements Resume {}

    /** Move the old run aside and begin anew. */
    record Restart() implements Resume {}

    /**
     * Begin a new run with the state of another one.
     *
     * @param directory the other run's directory, which is only read
     */
    record From(String directory) implements Resume {}
}
