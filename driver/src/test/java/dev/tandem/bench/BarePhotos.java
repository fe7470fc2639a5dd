package dev.tandem.bench;

import static org.bytedeco.leptonica.global.lept.pixDestroy;
import static org.bytedeco.leptonica.global.lept.pixReadMem;
import static org.bytedeco.leptonica.global.lept.pixScaleToSize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.leptonica.PIX;

/**
 * What reading photographs costs at least: Leptonica's own decoder and resizing, and nothing done with the pixels.
 *
 * @param files PNG or JPEG
 * @param side of the resized pictures
 */
record BarePhotos(List<Path> files, int side) {

    /** The first files of a folder with folders, in the order of their paths. */
    static BarePhotos of(Path folder, int side, int count) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return new BarePhotos(
                    found.filter(Files::isRegularFile).sorted().limit(count).toList(), side);
        }
    }

    /** Images per second of this thread alone. */
    double read() throws IOException {
        long start = System.nanoTime();
        for (Path file : files) {
            try (BytePointer bytes = new BytePointer(Files.readAllBytes(file))) {
                PIX picture = pixReadMem(bytes, bytes.capacity());
                PIX resized = pixScaleToSize(picture, side, side);
                pixDestroy(picture);
                pixDestroy(resized);
            }
        }
        return files.size() / ((System.nanoTime() - start) / 1e9);
    }
}
