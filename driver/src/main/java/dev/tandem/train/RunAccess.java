package dev.tandem.train;

import dev.tandem.checkpoint.Claim;
import dev.tandem.checkpoint.Patience;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A run's way to its files: with the patience that it has, and only as long as no other process has taken the run over. */
final class RunAccess {

    private final Patience patience;
    private @Nullable Claim claim;

    /** @param timeout how long to wait for a file system that does not answer */
    RunAccess(Duration timeout) {
        patience = new Patience(timeout);
    }

    /** Something to be written. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    Patience patience() {
        return patience;
    }

    /** From now on nothing is written without this claim. */
    void heldBy(Claim newClaim) {
        claim = newClaim;
    }

    /**
     * Makes sure that the run is still this process's own.
     *
     * @throws dev.tandem.checkpoint.ReplacedException if it is not
     * @throws dev.tandem.checkpoint.BlockedException if the file system does not answer
     */
    void recheck() throws IOException {
        Claim held = claim;
        if (held != null) {
            patience.call("The claims of " + held.location() + " are not read", () -> {
                held.recheck();
                return held;
            });
        }
    }

    /** Writes a file, after {@link #recheck}. */
    void write(String file, Writing writing) throws IOException {
        recheck();
        patience.call(file + " is not written", () -> {
            writing.run();
            return file;
        });
    }
}
