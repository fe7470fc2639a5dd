package dev.tandem.image;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A small data set to try things on: pictures of geometric shapes, 32 × 32 RGB PNG, in one folder per class (circle, cross, ring,
 * square, star, triangle). Position, size, turn, colours and noise are random, drawn by the seed: the same seed gives the same bytes.
 */
public final class SampleImages {

    private static final String MARKER = "sample-images.txt";

    private SampleImages() {}

    /** Names of the classes, in the order of their folders. */
    public static List<String> classes() {
        return Arrays.stream(SampleShape.values()).map(SampleShape::folder).toList();
    }

    /**
     * Draws the data set as {@code directory/train/CLASS/NNNN.png} and {@code directory/validation/CLASS/NNNN.png}, unless it is there
     * already. The directory appears whole or not at all.
     *
     * @param directory where to; missing, empty, or written by this method with the same arguments
     * @param seed draws the pictures
     * @param trainPerClass pictures of each class to train on, 1 to 9999
     * @param validationPerClass pictures of each class to validate on, 1 to 9999
     * @return whether anything was drawn
     * @throws IOException if the directory holds something else or cannot be written; the message names it
     */
    public static boolean write(Path directory, long seed, int trainPerClass, int validationPerClass)
            throws IOException {
        requirePositive("train", trainPerClass);
        requirePositive("validation", validationPerClass);
        Path target = directory.toAbsolutePath().normalize();
        String marker = "seed=" + seed + "\ntrain_per_class=" + trainPerClass + "\nvalidation_per_class="
                + validationPerClass + "\n";
        if (isComplete(target, marker)) {
            return false;
        }
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException("Cannot write sample images to " + directory + ": it is the root");
        }
        Files.createDirectories(parent);
        Path draft = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
        try {
            draw(draft, "train", seed, trainPerClass);
            draw(draft, "validation", seed, validationPerClass);
            Files.writeString(draft.resolve(MARKER), marker);
            return publish(draft, target, marker);
        } finally {
            delete(draft);
        }
    }

    private static void requirePositive(String part, int perClass) {
        if (perClass < 1 || perClass > 9999) {
            throw new IllegalArgumentException(
                    "Invalid number of " + part + " pictures per class: " + perClass + " (must be 1 to 9999)");
        }
    }

    private static boolean isComplete(Path target, String marker) throws IOException {
        Path file = target.resolve(MARKER);
        if (Files.exists(file)) {
            String found = Files.readString(file);
            if (!found.equals(marker)) {
                throw new IOException(target + " holds other sample images (" + inLine(found) + ", wanted "
                        + inLine(marker) + "): delete it or take another directory");
            }
            return true;
        }
        if (Files.exists(target) && !isEmptyFolder(target)) {
            throw new IOException(target + " is in use by something else: take another directory for sample images");
        }
        return false;
    }

    private static String inLine(String marker) {
        return marker.strip().replace("\n", ", ");
    }

    private static boolean isEmptyFolder(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (Stream<Path> children = Files.list(target)) {
            return children.findAny().isEmpty();
        }
    }

    private static void draw(Path draft, String part, long seed, int count) throws IOException {
        for (SampleShape shape : SampleShape.values()) {
            Path classFolder = Files.createDirectories(draft.resolve(part).resolve(shape.folder()));
            SplittableRandom seeds = new SplittableRandom(seed ^ (part + shape.folder()).hashCode());
            for (int i = 0; i < count; i++) {
                Path file = classFolder.resolve(String.format("%04d.png", i));
                try (ImageOutputStream out = new MemoryCacheImageOutputStream(Files.newOutputStream(file))) {
                    ImageIO.write(SamplePicture.draw(shape, seeds.nextLong()), "png", out);
                }
            }
        }
    }

    /** Gives the draft its final name; whoever comes second finds it done. */
    private static boolean publish(Path draft, Path target, String marker) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (isComplete(target, marker)) {
                return false;
            }
            throw e;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
