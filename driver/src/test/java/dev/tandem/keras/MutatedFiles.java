package dev.tandem.keras;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/** A process that imports damaged copies of a file, one after the other, and notes what became of each before the next. */
final class MutatedFiles {

    static final int COUNT = 60;
    static final String NOTES = "notes.txt";

    private MutatedFiles() {}

    /** Arguments: the file, and a directory of which {@code notes.txt} says how many copies were tried already. */
    public static void main(String[] arguments) throws IOException {
        byte[] sound = Files.readAllBytes(Path.of(arguments[0]));
        Path directory = Path.of(arguments[1]);
        Path notes = directory.resolveSibling(NOTES);
        for (int i = Files.exists(notes) ? Files.readAllLines(notes).size() : 0; i < COUNT; i++) {
            Path copy = directory.resolve("copy");
            Files.write(copy, mutated(sound, i));
            Files.writeString(notes, "tried\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            ImportMain.run(copy, directory);
        }
        Runtime.getRuntime().halt(0);
    }

    /** A third is cut off somewhere, the others have some bits turned over, half of them in the first kilobyte. */
    private static byte[] mutated(byte[] sound, int seed) {
        Random random = new Random(seed);
        if (seed % 3 == 0) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
        byte[] copy = sound.clone();
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            int at = random.nextInt(seed % 3 == 1 ? Math.min(1024, copy.length) : copy.length);
            copy[at] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }
}
