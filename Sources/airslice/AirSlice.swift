// The command `airslice`: its subcommands, and how errors become one line and an exit code.

import ArgumentParser
import Core
import Foundation

/// The root of the command line.
@main
struct AirSlice: AsyncParsableCommand {
  static let version = "0.1.0"
  static let configuration = CommandConfiguration(
    commandName: "airslice",
    abstract: "What accuracy is left, by which deadline, when a network's features cross a slow radio link?",
    version: version,
    subcommands: [
      RunCommand.self, FiguresCommand.self, TrainCommand.self, EvaluateCommand.self, PlotCommand.self,
      ValidateCommand.self, MissionCommand.self, CodecCommand.self, CountCommand.self,
      ReportCommand.self, DataCommand.self, BenchCommand.self,
    ])

  /// Runs the command and ends the process with the exit code of sysexits: 0, 64 usage, 65 data, 66 missing input,
  /// 70 internal, 73 cannot create, 74 input or output, 130 interrupted.
  static func main() async {
    // A closed pipe shall be an error that is told, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    // So shall a file that grows beyond what the shell allows.
    signal(SIGXFSZ, SIG_IGN)
    do {
      try refuseEmptyArguments()
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as AirSliceError {
      end(error)
    } catch {
      // Help and the version are messages too, and they go to standard output.
      let code = exitCode(for: error)
      let message = fullMessage(for: error) + "\n"
      do {
        if code.isSuccess {
          try StandardOutput.write(message)
        } else {
          StandardError.write(message)
        }
      } catch let error as AirSliceError {
        end(error)
      } catch {}
      Foundation.exit(code.rawValue)
    }
  }

  /// Refuses `--output "$FOLDER"` where the shell knows no such variable: an empty folder would be the root.
  private static func refuseEmptyArguments() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.contains(where: { $0.wholeMatch(of: /(--[^=]*=)?/) != nil }) {
      throw AirSliceError(.usage, "an argument is empty: is a variable of the shell not set?")
    }
  }

  private static func end(_ error: AirSliceError) -> Never {
    StandardError.write("airslice: \(error)\n")
    Foundation.exit(error.kind.rawValue)
  }
}
