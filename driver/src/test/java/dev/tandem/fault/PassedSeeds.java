package dev.tandem.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Seeds that have passed with this very code, so that a long series can be broken off and taken up again. */
final class PassedSeeds {

    private static final List<Path> CLASSES = Stream.of(
                    "../common/target/classes", "../worker/target/classes", "target/classes", "target/test-classes")
            .map(Path::of)
            .toList();

    private final Path file;
    private final Set<Long> seeds;

    private PassedSeeds(Path file, Set<Long> seeds) {
        this.file = file;
        this.seeds = seeds;
    }

    /** Those noted below a folder for the code that runs now. */
    static PassedSeeds in(Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve(fingerprint() + ".txt");
        if (!Files.exists(file)) {
            return new PassedSeeds(file, Set.of());
        }
        try (Stream<String> lines = Files.lines(file)) {
            return new PassedSeeds(
                    file,
                    lines.map(line -> Long.valueOf(line.substring(0, line.indexOf(' '))))
                            .collect(Collectors.toSet()));
        }
    }

    boolean contains(long seed) {
        return seeds.contains(seed);
    }

    void add(long seed, double seconds, String story) throws IOException {
        String line = String.format(Locale.ROOT, "%d passed in %.0f s: %s%n", seed, seconds, story);
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String fingerprint() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path root : CLASSES) {
                for (Path file : filesBelow(root)) {
                    digest.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static List<Path> filesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
        }
    }
}
