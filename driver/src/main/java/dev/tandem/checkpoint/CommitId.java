package dev.tandem.checkpoint;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a commit. Later ids are newer: a higher claim chose its base after every acknowledged commit of the lower ones.
 *
 * @param claim number of the claim under which it was written, from 1
 * @param sequence its number within the claim, from 1
 */
public record CommitId(int claim, int sequence) implements Comparable<CommitId> {

    private static final Comparator<CommitId> ORDER =
            Comparator.comparingInt(CommitId::claim).thenComparingInt(CommitId::sequence);
    private static final Pattern STEM = Pattern.compile("(\\d{10})-(\\d{10})(?:[-.].*)?");

    public CommitId {
        if (claim < 1 || sequence < 1) {
            throw new IllegalArgumentException("Invalid commit id: " + claim + "-" + sequence + " (must be >= 1-1)");
        }
    }

    /** The id at the start of the name of a manifest, data file or temporary; empty for any other name. */
    static Optional<CommitId> of(String fileName) {
        Matcher matcher = STEM.matcher(fileName);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CommitId(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The id of a manifest; empty if the name is not exactly one. */
    static Optional<CommitId> ofManifest(String fileName) {
        return of(fileName).filter(id -> id.manifestName().equals(fileName));
    }

    String manifestName() {
        return stem() + ".json";
    }

    /** What the names of all files of this commit begin with. */
    String stem() {
        return String.format("%010d-%010d", claim, sequence);
    }

    CommitId next() {
        return new CommitId(claim, sequence + 1);
    }

    @Override
    public int compareTo(CommitId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return claim + "-" + sequence;
    }
}
