/** Where files that are read may lie: on disks, and on any file system of Hadoop, as a read-only provider of {@code java.nio.file}. Uses support; the only package with Hadoop's file systems. */
package org.trialmap.files;
