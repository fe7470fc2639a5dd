package dev.tandem.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who may write: the highest claim. A writer lists the claims, writes one above them and lists again; another at or above its own
 * makes it try higher. So no two writers ever hold one number, and whoever chose its base earlier sees the later claim in its recheck.
 */
final class Claims {

    private static final int MOST_OWNER_BYTES = 1 << 16;

    private final Store store;
    private final Clock clock;

    Claims(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Takes a new claim. After a tie each writer jumps by a digit of its token, so that they part. */
    ClaimName take(Owner owner, String token) throws IOException {
        byte[] content = content(owner);
        List<ClaimName> seen = list();
        int jump = 1;
        for (int attempt = 0; attempt < token.length(); attempt++) {
            ClaimName mine = new ClaimName(highest(seen) + jump, token);
            store.publish(Folder.CLAIMS, mine.fileName(), content);
            seen = list();
            if (seen.contains(mine) && othersAtOrAbove(seen, mine).isEmpty()) {
                return mine;
            }
            jump = 1 + Character.digit(token.charAt(attempt), 16);
        }
        throw new IOException("Cannot claim " + store.location() + ": " + token.length()
                + " times another process claimed it at the same moment. Make sure that only one run uses it.");
    }

    /**
     * Checks that a claim is still the highest.
     *
     * @throws ReplacedException if there is a higher one, or this one is gone
     */
    void recheck(ClaimName mine) throws IOException {
        List<ClaimName> seen = list();
        Optional<ClaimName> above = seen.stream()
                .filter(other -> other.number() > mine.number())
                .max(Comparator.comparingInt(ClaimName::number));
        if (above.isPresent()) {
            throw new ReplacedException("This run has been replaced in " + store.location() + " by "
                    + describe(above.get()) + " (claim " + above.get().number() + " is above this run's claim "
                    + mine.number() + "). It stops here; the other run goes on from the last acknowledged commit.");
        }
        if (!seen.contains(mine)) {
            throw new ReplacedException("This run's claim " + mine.number() + " is gone from " + store.location()
                    + ": the directory was moved aside or deleted. It stops here.");
        }
    }

    List<ClaimName> list() throws IOException {
        return store.list(Folder.CLAIMS).stream()
                .flatMap(file -> ClaimName.of(file.name()).stream())
                .toList();
    }

    private static int highest(List<ClaimName> claims) {
        return claims.stream().mapToInt(ClaimName::number).max().orElse(0);
    }

    private static List<ClaimName> othersAtOrAbove(List<ClaimName> claims, ClaimName mine) {
        return claims.stream()
                .filter(other -> other.number() >= mine.number() && !other.equals(mine))
                .toList();
    }

    private byte[] content(Owner owner) {
        ObjectNode node = OwnerFormat.write(owner);
        node.put("time", clock.instant().toString());
        return Json.bytes(node);
    }

    /** Only the name of a claim decides; its content is for people, so a damaged one is no error. */
    private String describe(ClaimName claim) {
        String file = Folder.CLAIMS.path() + "/" + claim.fileName();
        try (InputStream input = store.open(Folder.CLAIMS, claim.fileName())) {
            Fields fields = new Fields(file, Json.object(input.readNBytes(MOST_OWNER_BYTES), file));
            return OwnerFormat.read(fields) + " at " + fields.text("time");
        } catch (IOException | InvalidCommitException e) {
            return "a process that cannot be named (" + e.getMessage() + ")";
        }
    }
}
