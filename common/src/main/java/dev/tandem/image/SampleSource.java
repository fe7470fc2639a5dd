package dev.tandem.image;

import dev.tandem.data.DataFile;
import dev.tandem.data.ImageShape;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** Pictures of one size and what they show, by number from 0. Travels to where they are read. */
interface SampleSource extends Serializable {

    int samples();

    ImageShape shape();

    /** Names, in the order of the labels' numbers. */
    List<String> classes();

    /** Numbers of a sample's classes. */
    int[] labels(int sample) throws IOException;

    /** Reads a sample's picture. */
    Picture picture(int sample) throws IOException;

    /** Where a sample is stored. */
    DataFile file(int sample) throws IOException;

    /** What brings pictures to their size, under the names of a job file. */
    Map<String, Object> preparation();
}
