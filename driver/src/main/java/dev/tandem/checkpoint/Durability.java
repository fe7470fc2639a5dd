package dev.tandem.checkpoint;

/** What an acknowledged commit survives on the file system of a run directory, as probed at the start. */
public enum Durability {
    DURABLE("an acknowledged commit survives a power loss"),
    PROCESS_CRASH("an acknowledged commit survives a crash of the process, not of the machine"),
    BEST_EFFORT("the file system cannot flush and publish without overwriting; a damaged commit is still refused");

    private final String meaning;

    Durability(String meaning) {
        this.meaning = meaning;
    }

    /** One line for the log. */
    public String meaning() {
        return meaning;
    }
}
