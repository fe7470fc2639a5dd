package dev.tandem.checkpoint;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory from which the same command resumes a run. A writer claims it, restores and commits:
 *
 * <pre>{@code
 * Claim claim = RunDirectory.open("runs/a").claim(Owner.current("a", versions), Retention.standard());
 * Optional<Restored> base = claim.restore();
 * CommitId id = claim.commit(new CommitContent(position, state, arrays, metrics));
 * }</pre>
 *
 * <p>Two processes may try this at once: the one with the higher claim goes on, the other gets {@link ReplacedException} at its next
 * commit, and no acknowledged commit is lost, whatever the order of their steps and wherever one of them dies.
 */
public final class RunDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(RunDirectory.class);
    private static final DateTimeFormatter DATED =
            DateTimeFormatter.ofPattern("'.'yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** What claims and readers of one directory share. */
    record Parts(Store store, Clock clock, Claims claims, Commits commits) {}

    private final Parts parts;
    private final Supplier<String> tokens;

    RunDirectory(Store store, Clock clock, Supplier<String> tokens) {
        Claims claims = new Claims(store, clock);
        this.parts = new Parts(store, clock, claims, new Commits(store, claims));
        this.tokens = tokens;
    }

    /** Opens a directory with Hadoop's default configuration; nothing is read or made yet. */
    public static RunDirectory open(String path) throws IOException {
        return open(path, new Configuration());
    }

    /** Opens a directory on a local path or on any file system that Hadoop knows; nothing is read or made yet. */
    public static RunDirectory open(String path, Configuration configuration) throws IOException {
        return new RunDirectory(store(path, configuration), Clock.systemUTC(), Tokens::random);
    }

    private static Store store(String path, Configuration configuration) throws IOException {
        Path given = new Path(path);
        FileSystem files = given.getFileSystem(configuration);
        URI uri = files.makeQualified(given).toUri();
        return uri.getScheme().equals("file")
                ? new LocalStore(java.nio.file.Path.of(uri.getPath()), new Disk())
                : new HadoopStore(files, given);
    }

    /** Where this is, as messages name it. */
    public String location() {
        return parts.store().location();
    }

    /**
     * Takes the directory over from whoever has it, makes it if there is none, and logs what a commit will survive.
     *
     * @throws IOException if the directory cannot be written, naming the file and the reason
     */
    public Claim claim(Owner owner, Retention retention) throws IOException {
        Probe probe = parts.store().prepare();
        ClaimName name = parts.claims().take(owner, tokens.get());
        String meaning = probe.durability().meaning();
        probe.limit()
                .ifPresentOrElse(
                        limit -> LOG.warn(
                                "Run directory {}: claim {}, {}, because {}",
                                location(),
                                name.number(),
                                meaning,
                                limit),
                        () -> LOG.info("Run directory {}: claim {}, {}", location(), name.number(), meaning));
        return new Claim(parts, name, owner, retention);
    }

    /**
     * The newest commit that validates, for a reader that will write elsewhere or not at all. A run that is writing here may delete it
     * meanwhile; that shows as an error, never as wrong values.
     */
    public Optional<Restored> latest() throws IOException {
        return parts.commits().newest();
    }

    /** All commits, oldest first, checked as far as manifests and file lengths tell. */
    public List<Commit> commits() throws IOException {
        return parts.commits().described();
    }

    /** All commits, oldest first, each read whole and compared with its checksums. */
    public List<Commit> verifiedCommits() throws IOException {
        return parts.commits().verified();
    }

    /**
     * Moves everything in the directory aside under a dated name next to it, in one step where the file system can, after claiming it,
     * so that a run that still writes here stops at its next commit. To be called before anything else writes into the directory.
     *
     * @return the new place; empty if there was no commit and so nothing moved
     */
    public Optional<String> setAside(Owner owner) throws IOException {
        if (parts.commits().ids().isEmpty()) {
            return Optional.empty();
        }
        ClaimName name = parts.claims().take(owner, tokens.get());
        String suffix = DATED.format(parts.clock().instant()) + "-" + name.number();
        return Optional.of(parts.store().moveAside(suffix));
    }
}
