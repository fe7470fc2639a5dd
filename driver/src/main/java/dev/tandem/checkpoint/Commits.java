package dev.tandem.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.ChecksumException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the commits of a run directory. */
final class Commits {

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final Store store;
    private final Claims claims;

    Commits(Store store, Claims claims) {
        this.store = store;
        this.claims = claims;
    }

    /** All ids, oldest first. */
    List<CommitId> ids() throws IOException {
        return store.list(Folder.COMMITS).stream()
                .flatMap(file -> CommitId.ofManifest(file.name()).stream())
                .sorted()
                .toList();
    }

    Manifest manifest(CommitId id) throws IOException, InvalidCommitException {
        String path = Folder.COMMITS.path() + "/" + id.manifestName();
        try (InputStream input = store.open(Folder.COMMITS, id.manifestName())) {
            byte[] bytes = input.readNBytes(ManifestFormat.MOST_BYTES + 1);
            if (bytes.length > ManifestFormat.MOST_BYTES) {
                throw new InvalidCommitException(path + " has over " + ManifestFormat.MOST_BYTES + " bytes");
            }
            return ManifestFormat.read(path, id, bytes);
        } catch (NoSuchFileException e) {
            throw new InvalidCommitException(path + " is missing");
        } catch (ChecksumException e) {
            throw new InvalidCommitException(path + " is damaged: " + e.getMessage());
        }
    }

    /**
     * The newest commit that validates; empty if there is none at all. An I/O error stops: it may pass, and going back to an older
     * commit would then lose a newer one.
     */
    Optional<Restored> newest() throws IOException {
        List<CommitId> newestFirst =
                ids().stream().sorted(Comparator.reverseOrder()).toList();
        if (newestFirst.isEmpty()) {
            return Optional.empty();
        }
        Set<ClaimName> known = new HashSet<>(claims.list());
        DataReader reader = new DataReader(store);
        List<Refusal> refused = new ArrayList<>();
        for (CommitId id : newestFirst) {
            try {
                return Optional.of(restore(id, known, reader, refused));
            } catch (InvalidCommitException e) {
                Refusal refusal = new Refusal(id, e.reason());
                LOG.warn("Refused in {}: {}", store.location(), refusal);
                refused.add(refusal);
            } catch (NewerFormatException e) {
                throw e;
            } catch (IOException e) {
                throw new IOException(
                        "Cannot read commit " + id + " of " + store.location() + ": " + e.getMessage()
                                + ". No older commit is used instead, since this error may pass. Try again, or delete "
                                + Folder.COMMITS.path() + "/" + id.manifestName() + " to give this commit up.",
                        e);
            }
        }
        throw new NoValidCommitException(store.location(), refused);
    }

    private Restored restore(CommitId id, Set<ClaimName> known, DataReader reader, List<Refusal> refused)
            throws IOException, InvalidCommitException {
        Manifest manifest = known(manifest(id), known);
        Optional<ObjectNode> state = Optional.empty();
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (DataFile file : manifest.files()) {
            if (file.kind() == DataFile.Kind.JSON) {
                state = Optional.of(Json.object(reader.document(file), file.file()));
            } else {
                arrays.put(file.name(), reader.floats(file));
            }
        }
        return new Restored(
                manifest,
                state.orElseThrow(() -> new InvalidCommitException("its manifest names no state document")),
                arrays,
                refused);
    }

    /** A run that was moved aside while it wrote may have left a commit in the new directory of the same name. */
    private static Manifest known(Manifest manifest, Set<ClaimName> known) throws InvalidCommitException {
        ClaimName claim = new ClaimName(manifest.id().claim(), manifest.token());
        if (!known.contains(claim)) {
            throw new InvalidCommitException("it belongs to no claim of this directory (" + Folder.CLAIMS.path() + "/"
                    + claim.fileName() + " is missing)");
        }
        return manifest;
    }

    /** All commits, oldest first, checked as far as names and lengths tell. */
    List<Commit> described() throws IOException {
        return describe(DataReader::checkLength);
    }

    /** All commits, oldest first, each read whole. */
    List<Commit> verified() throws IOException {
        return describe(DataReader::verify);
    }

    private interface Check {
        void accept(DataReader reader, DataFile file) throws IOException, InvalidCommitException;
    }

    private List<Commit> describe(Check check) throws IOException {
        List<CommitId> ids = ids();
        Set<ClaimName> known = new HashSet<>(claims.list());
        DataReader reader = new DataReader(store);
        List<Commit> commits = new ArrayList<>();
        for (CommitId id : ids) {
            commits.add(describe(id, known, reader, check));
        }
        return commits;
    }

    private Commit describe(CommitId id, Set<ClaimName> known, DataReader reader, Check check) {
        Optional<Manifest> manifest = Optional.empty();
        try {
            manifest = Optional.of(manifest(id));
            known(manifest.get(), known);
            for (DataFile file : manifest.get().files()) {
                check.accept(reader, file);
            }
            return new Commit(id, manifest, Optional.empty());
        } catch (IOException | InvalidCommitException e) {
            return new Commit(id, manifest, Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
