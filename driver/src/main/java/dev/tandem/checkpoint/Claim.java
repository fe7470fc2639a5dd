package dev.tandem.checkpoint;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to a run directory, until another process takes a higher claim. {@link #restore} comes first, then any number of
 * {@link #commit}. Safe for use by several threads, one call at a time; {@link #recheck} does not wait for a commit.
 */
public final class Claim {

    private static final Logger LOG = LoggerFactory.getLogger(Claim.class);

    private final Store store;
    private final Clock clock;
    private final Claims claims;
    private final Commits commits;
    private final Sweeper sweeper;
    private final ClaimName name;
    private final Owner owner;
    private boolean restored;
    private CommitId upcoming;
    private volatile @Nullable ReplacedException replaced;

    Claim(RunDirectory.Parts parts, ClaimName name, Owner owner, Retention retention) {
        this.store = parts.store();
        this.clock = parts.clock();
        this.claims = parts.claims();
        this.commits = parts.commits();
        this.sweeper = new Sweeper(store, commits, retention);
        this.name = name;
        this.owner = owner;
        this.upcoming = new CommitId(name.number(), 1);
    }

    /** The claim's number; higher ones are newer. */
    public int number() {
        return name.number();
    }

    /** Where the run directory is. */
    public String location() {
        return store.location();
    }

    /**
     * The newest commit that validates, to go on from; empty if the run has no commit yet. Newer commits that were refused are in it
     * and in the log.
     *
     * @throws NoValidCommitException if there are commits and none validates
     * @throws NewerFormatException if the newest was written by a newer version
     * @throws ReplacedException if another process has taken the directory over and deleted what this one was reading
     * @throws IOException if a commit cannot be read now; an older one is not used instead
     */
    public synchronized Optional<Restored> restore() throws IOException {
        try {
            Optional<Restored> newest = commits.newest();
            restored = true;
            return newest;
        } catch (IOException e) {
            throw cause(e);
        }
    }

    /**
     * Stores a content. When this returns, the commit is acknowledged: it survives whatever the directory's {@link Durability} says, and
     * every later run goes on from it or from a newer one. When this throws, the commit may or may not be there.
     *
     * @throws ReplacedException if another process has taken the directory over; so will every later call
     * @throws IOException names the file; earlier commits are intact, and a later commit may be tried
     * @throws IllegalStateException before {@link #restore}: a base chosen before the claim, or none, would drop commits
     */
    public synchronized CommitId commit(CommitContent content) throws IOException {
        if (!restored) {
            throw new IllegalStateException(
                    "commit() before restore(): the commits of " + store.location() + " would be lost");
        }
        requireNotReplaced();
        CommitId id = upcoming;
        upcoming = id.next();
        Manifest manifest;
        try {
            manifest = write(id, content);
        } catch (IOException e) {
            throw cause(e);
        }
        recheck();
        sweep(manifest);
        return id;
    }

    private Manifest write(CommitId id, CommitContent content) throws IOException {
        Manifest manifest = new Manifest(
                id,
                name.token(),
                owner,
                clock.instant(),
                content.position(),
                content.metrics(),
                new DataWriter(store).write(id, name.token(), content));
        byte[] bytes = ManifestFormat.write(manifest);
        if (bytes.length > ManifestFormat.MOST_BYTES) {
            throw new IOException("Cannot commit a manifest of " + bytes.length + " bytes (at most "
                    + ManifestFormat.MOST_BYTES + "): it has "
                    + content.metrics().size() + " metrics and "
                    + content.arrays().size() + " arrays");
        }
        store.publish(Folder.COMMITS, id.manifestName(), bytes);
        return manifest;
    }

    /**
     * Checks that this process may still write to the run directory and whatever else belongs to the run.
     *
     * @throws ReplacedException if another process has taken the directory over; so will every later call
     */
    public void recheck() throws IOException {
        requireNotReplaced();
        try {
            claims.recheck(name);
        } catch (ReplacedException e) {
            replaced = e;
            throw e;
        }
    }

    /** Whoever took the directory over deletes what this process still writes or reads: then that is why it failed. */
    private IOException cause(IOException failure) {
        if (StoreErrors.isInterruption(failure)) {
            return failure; // nobody waits for an answer any more
        }
        try {
            recheck();
            return failure;
        } catch (ReplacedException e) {
            e.addSuppressed(failure);
            return e;
        } catch (IOException e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    private void requireNotReplaced() throws ReplacedException {
        ReplacedException known = replaced;
        if (known != null) {
            throw known;
        }
    }

    /** The commit stands, whatever becomes of the old ones. */
    private void sweep(Manifest acknowledged) {
        try {
            sweeper.sweep(acknowledged, clock.instant());
        } catch (IOException e) {
            LOG.warn("Cannot delete old commits of {}: {}", store.location(), e.getMessage());
        }
    }
}
